/** Why EC2 did not launch an instance for a group, in plain words where the reason is known. */
import { say, type Text } from "../../lib/pure/text.ts";

/**
 * By AWS's message. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html and
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-capacity.html
 */
const reasons = [
  ["capacity", /sufficient .*capacity|InsufficientInstanceCapacity|no Spot capacity|UnfulfillableCapacity/i],
  [
    "quota",
    /vCPU (?:capacity|limit)|VcpuLimitExceeded|InstanceLimitExceeded|MaxSpotInstanceCountExceeded|instances? quota|already running \d+|exceeds? .*(?:limit|quota)/i,
  ],
  ["spot-price", /Spot .*price|SpotMaxPriceTooLow/i],
  ["key", /key ?pair|InvalidKeyPair/i],
  ["image", /\bAMI\b|image id|InvalidAMIID|AMI ID/i],
  ["addresses", /free addresses|InsufficientFreeAddressesInSubnet/i],
  ["subnet", /subnet/i],
  ["security-group", /security group/i],
  ["profile", /instance profile|iamInstanceProfile/i],
  ["kms", /Client error on launch|KMS|Client\.InvalidKMSKey/i],
  ["template", /launch template|launch configuration/i],
  ["denied", /not authorized|UnauthorizedOperation|AccessDenied/i],
  ["zone", /not supported in your requested Availability Zone|Availability Zone.*(?:no longer|constrained)/i],
  ["hook", /lifecycle action|Lifecycle hook|was abandoned/i],
] as const satisfies readonly (readonly [string, RegExp])[];

export function launchFailureReason(message: string): (typeof reasons)[number][0] | undefined {
  return reasons.find(([, pattern]) => pattern.test(message))?.[0];
}

/** In plain words, or AWS's message. */
export function launchFailureText(message: string): Text {
  const reason = launchFailureReason(message);
  return reason ? say(`launch.${reason}`) : message;
}
