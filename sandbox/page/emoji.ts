/** The emoji names that operations bots and their teams use, with Slack's spelling. */
const glyphs: Readonly<Record<string, string>> = Object.fromEntries(
  `+1 👍|-1 👎|thumbsup 👍|thumbsdown 👎|ok_hand 👌|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|muscle 💪|point_right 👉|point_left 👈|point_up 👆|point_down 👇|raised_hand ✋|eyes 👀|bow 🙇|salute 🫡|saluting_face 🫡|handshake 🤝|writing_hand ✍️
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_multiplication_x ✖️|warning ⚠️|rotating_light 🚨|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|stop_sign 🛑|exclamation ❗|heavy_exclamation_mark ❗|bangbang ‼️|question ❓|grey_question ❔|information_source ℹ️|sos 🆘|new 🆕|up 🆙|ok 🆗|cool 🆒|free 🆓|100 💯
red_circle 🔴|large_orange_circle 🟠|orange_circle 🟠|large_yellow_circle 🟡|yellow_circle 🟡|large_green_circle 🟢|green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|large_purple_square 🟪|black_large_square ⬛|white_large_square ⬜|small_red_triangle 🔺|small_red_triangle_down 🔻|small_blue_diamond 🔹|large_blue_diamond 🔷|small_orange_diamond 🔸|large_orange_diamond 🔶|radio_button 🔘
rocket 🚀|package 📦|ship 🚢|truck 🚚|construction 🚧|hammer 🔨|hammer_and_wrench 🛠️|wrench 🔧|gear ⚙️|nut_and_bolt 🔩|toolbox 🧰|link 🔗|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|shield 🛡️|bug 🐛|beetle 🐞|fire 🔥|fire_engine 🚒|boom 💥|zap ⚡|bomb 💣|skull 💀|ghost 👻|robot_face 🤖|alien 👽|ambulance 🚑|adhesive_bandage 🩹|test_tube 🧪|alembic ⚗️|mag 🔍|mag_right 🔎|microscope 🔬|telescope 🔭|satellite 📡|satellite_antenna 📡|electric_plug 🔌|battery 🔋|low_battery 🪫|bulb 💡|flashlight 🔦|computer 💻|desktop_computer 🖥️|keyboard ⌨️|floppy_disk 💾|minidisc 💽|cd 💿|file_cabinet 🗄️|card_file_box 🗃️|wastebasket 🗑️|broom 🧹|recycle ♻️|globe_with_meridians 🌐|earth_asia 🌏|cloud ☁️|thunder_cloud_and_rain ⛈️|lightning 🌩️|rain_cloud 🌧️|snow_cloud 🌨️|snowflake ❄️|umbrella ☔|ice_cube 🧊
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|scroll 📜|books 📚|book 📖|bookmark 🔖|label 🏷️|pushpin 📌|round_pushpin 📍|paperclip 📎|file_folder 📁|open_file_folder 📂|inbox_tray 📥|outbox_tray 📤|email 📧|envelope ✉️|incoming_envelope 📨|mailbox 📫|calendar 📅|date 📅|spiral_calendar_pad 🗓️|card_index 📇|receipt 🧾|moneybag 💰|money_with_wings 💸|dollar 💵|credit_card 💳|coin 🪙
hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock1 🕐|clock3 🕒|clock6 🕕|clock9 🕘|clock10 🕙|clock12 🕛|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speaker 🔈|mute 🔇|speech_balloon 💬|thought_balloon 💭|zzz 💤|sleeping 😴|sleeping_face 😴|bed 🛏️|coffee ☕|tea 🍵|beer 🍺|pizza 🍕|cake 🍰|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|medal 🏅|crown 👑|dart 🎯|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️|star ⭐|star2 🌟|sparkles ✨|dizzy 💫|rainbow 🌈
sunny ☀️|sunrise 🌅|sunrise_over_mountains 🌄|city_sunset 🌆|night_with_stars 🌃|milky_way 🌌|moon 🌔|crescent_moon 🌙|full_moon 🌕|new_moon 🌑|full_moon_with_face 🌝|new_moon_with_face 🌚|first_quarter_moon_with_face 🌛|last_quarter_moon_with_face 🌜|owl 🦉|bat 🦇|cat 🐱|dog 🐶|whale 🐳|penguin 🐧|turtle 🐢|rabbit 🐰|snail 🐌|elephant 🐘|panda_face 🐼|seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrow_right_hook ↪️|leftwards_arrow_with_hook ↩️|arrows_counterclockwise 🔄|arrows_clockwise 🔃|repeat 🔁|twisted_rightwards_arrows 🔀|rewind ⏪|fast_forward ⏩|arrow_forward ▶️|arrow_backward ◀️|double_vertical_bar ⏸️|pause_button ⏸️|black_square_for_stop ⏹️|stop_button ⏹️|black_circle_for_record ⏺️|eject ⏏️|play_or_pause_button ⏯️|heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_dollar_sign 💲|infinity ♾️|arrow_up_small 🔼|arrow_down_small 🔽
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|hash #️⃣
smile 😄|smiley 😃|grinning 😀|grin 😁|slightly_smiling_face 🙂|blush 😊|wink 😉|joy 😂|sweat_smile 😅|sunglasses 😎|thinking_face 🤔|neutral_face 😐|expressionless 😑|confused 😕|worried 😟|disappointed 😞|cry 😢|sob 😭|scream 😱|flushed 😳|rage 😡|exploding_head 🤯|face_with_monocle 🧐|nerd_face 🤓|partying_face 🥳|relieved 😌|sweat 😓|upside_down_face 🙃|hugging_face 🤗|shrug 🤷|facepalm 🤦|man-shrugging 🤷‍♂️|woman-shrugging 🤷‍♀️|detective 🕵️|sleuth_or_spy 🕵️|technologist 🧑‍💻|male-technologist 👨‍💻|female-technologist 👩‍💻|firefighter 🧑‍🚒|bust_in_silhouette 👤|busts_in_silhouette 👥|office 🏢|house 🏠|factory 🏭
heart ❤️|blue_heart 💙|green_heart 💚|yellow_heart 💛|purple_heart 💜|broken_heart 💔|kr 🇰🇷|flag-kr 🇰🇷|us 🇺🇸|flag-us 🇺🇸|jp 🇯🇵|flag-jp 🇯🇵|flag-eu 🇪🇺`
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

/** The character for Slack's name of an emoji, without the colons; undefined when the table lacks it. */
export function emojiGlyph(name: string): string | undefined {
  return Object.hasOwn(glyphs, name) ? glyphs[name] : undefined;
}

/** From rich text's `unicode`: hexadecimal code points joined by hyphens. Undefined for any other text. */
export function glyphOfCodePoints(unicode: string): string | undefined {
  const points = unicode.split("-").map((part) => Number.parseInt(part, 16));
  if (points.some((point) => !(point >= 0 && point <= 0x10ffff))) return undefined;
  return String.fromCodePoint(...points);
}
