// Stands in for what Bolt requires at load time and never reaches behind a queue: a web server, OAuth, a socket.
