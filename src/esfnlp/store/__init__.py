"""What lies in an output folder, written so that an interrupted run loses nothing."""
