"""What is kept of lotteries: the lotteries themselves, entries, places, codes; deciding lives in the services."""
