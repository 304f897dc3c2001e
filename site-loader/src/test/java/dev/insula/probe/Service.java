package dev.insula.probe;

/** A service of the site. */
public final class Service implements CharSequence {
  /** For the service loader. */
  public Service() {}

  @Override
  public int length() {
    return 0;
  }

  @Override
  public char charAt(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return this;
  }

  @Override
  public String toString() {
    return "";
  }
}
