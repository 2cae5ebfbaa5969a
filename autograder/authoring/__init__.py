"""From one authored file per exercise to everything that is handed out."""
