package dev.insula.host.front;

/**
 * Which bytes of a variant are asked for (RFC 9110 section 14).
 *
 * <p>One range is answered in part. Of several that can be satisfied, the whole is sent instead, as
 * section 14.2 allows: clients that ask so are rare, and overlapping ranges are a way to make a
 * server send far more than a file holds.
 *
 * @param from the first byte; -1 for {@link #WHOLE} and {@link #NONE}
 * @param to behind the last byte
 */
record StaticRange(long from, long to) {
  /** Not asked for, not understood, or better answered with everything. */
  static final StaticRange WHOLE = new StaticRange(-1, -1);

  /** Nothing of what was asked for exists. */
  static final StaticRange NONE = new StaticRange(-1, 0);

  private static final String UNIT = "bytes=";
  private static final int MOST = 16;
  private static final int MOST_DIGITS = 18;

  /** Reads the field's value. */
  static StaticRange of(String value, long size) {
    if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return WHOLE;
    }
    StaticRange found = NONE;
    int at = UNIT.length();
    int satisfied = 0;
    for (int count = 0; at <= value.length(); count++) {
      int comma = value.indexOf(',', at);
      int end = comma < 0 ? value.length() : comma;
      StaticRange one = one(value.substring(at, end).strip(), size);
      if (one.equals(WHOLE) || count == MOST) {
        return WHOLE;
      }
      if (!one.equals(NONE)) {
        found = one;
        satisfied++;
      }
      at = end + 1;
    }
    return satisfied > 1 ? WHOLE : found;
  }

  private static StaticRange one(String text, long size) {
    int hyphen = text.indexOf('-');
    if (hyphen < 0) {
      return WHOLE;
    }
    long first = number(text.substring(0, hyphen).strip());
    long last = number(text.substring(hyphen + 1).strip());
    if (hyphen == 0) {
      return last < 0 ? WHOLE : last == 0 || size == 0 ? NONE : suffix(last, size);
    }
    boolean open = text.substring(hyphen + 1).isBlank();
    if (first < 0 || (!open && last < first)) {
      return WHOLE;
    }
    if (first >= size) {
      return NONE;
    }
    return new StaticRange(first, open ? size : Math.min(last + 1, size));
  }

  private static StaticRange suffix(long length, long size) {
    return new StaticRange(Math.max(0, size - length), size);
  }

  /** -1 if it is none. */
  private static long number(String digits) {
    boolean valid = !digits.isEmpty() && digits.length() <= MOST_DIGITS;
    for (int at = 0; valid && at < digits.length(); at++) {
      valid = digits.charAt(at) >= '0' && digits.charAt(at) <= '9';
    }
    return valid ? Long.parseLong(digits) : -1;
  }
}
