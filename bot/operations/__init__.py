"""What stands beside the running bot: start-up, config reload, health, logs; no command line and no turns."""
