package dev.insula.config;

/** An object of a Python module, printed as {@code module:attribute}. */
public record ObjectReference(String module, String attribute) {
  @Override
  public String toString() {
    return module + ":" + attribute;
  }
}
