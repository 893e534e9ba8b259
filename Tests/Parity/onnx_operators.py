"""Small ONNX graphs of one operator each, for onnx_reading.py."""
def cases():
    return []
