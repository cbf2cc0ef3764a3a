"""What a Jupyter notebook holds: cells, their outputs and attachments."""
