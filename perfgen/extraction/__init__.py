"""What a form that came back is read with: labels, numbering, rows put back in their columns, values."""
