package dev.insula.host.front;

import java.util.Arrays;

/**
 * The name being read and the values that decide about framing: keeps only the bytes it needs, so
 * that a head may arrive in any pieces.
 */
final class Http1Field {
  private static final byte[] HOST = Ascii.bytes("host");
  private static final byte[] EXPECT = Ascii.bytes("expect");
  private static final byte[] CONNECTION = Ascii.bytes("connection");
  private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");
  private static final byte[] TRANSFER_ENCODING = Ascii.bytes("transfer-encoding");
  private static final byte[] CONTINUE = Ascii.bytes("100-continue");
  private static final byte[] CHUNKED = Ascii.bytes("chunked");
  private static final int LONGEST_NAME = TRANSFER_ENCODING.length;
  private static final int LONGEST_VALUE = 64;
  private static final int MOST_DIGITS = 18;
  private static final int PASSED = 0;

  private enum Kind {
    OTHER,
    HOST,
    EXPECT,
    CONNECTION,
    CONTENT_LENGTH,
    TRANSFER_ENCODING
  }

  private final byte[] name = new byte[LONGEST_NAME];
  private final byte[] value = new byte[LONGEST_VALUE];
  private int nameLength;
  private int valueLength;
  private Kind kind = Kind.OTHER;
  private boolean host;
  private boolean expect;
  private boolean chunked;
  private boolean measured;
  private long length;

  /** Forgets the field, not what its values decided. */
  void clear() {
    nameLength = 0;
    valueLength = 0;
    kind = Kind.OTHER;
  }

  /** Forgets everything: the next request begins. */
  void reset() {
    clear();
    host = false;
    expect = false;
    chunked = false;
    measured = false;
    length = 0;
  }

  void name(byte[] bytes, int from, int to) {
    int room = Math.min(to - from, LONGEST_NAME - nameLength);
    if (room > 0) {
      System.arraycopy(bytes, from, name, nameLength, room);
    }
    nameLength += to - from;
  }

  boolean isConnectOrTrace() {
    return nameIs(Ascii.CONNECT) || nameIs(Ascii.TRACE);
  }

  private boolean nameIs(byte[] exactly) {
    return nameLength == exactly.length
        && Arrays.equals(name, 0, nameLength, exactly, 0, nameLength);
  }

  /** The name is complete; false if a field of this name must not stand here (again). */
  boolean begin(boolean inTrailers) {
    kind = kind();
    return switch (kind) {
      case OTHER -> true;
      case HOST -> !inTrailers && !host && (host = true);
      case EXPECT -> !inTrailers && !expect && (expect = true);
      case CONNECTION -> !inTrailers;
      case CONTENT_LENGTH -> !inTrailers && !measured && (measured = true);
      case TRANSFER_ENCODING -> !inTrailers && !chunked && (chunked = true);
    };
  }

  private Kind kind() {
    return switch (nameLength) {
      case 4 -> named(HOST) ? Kind.HOST : Kind.OTHER;
      case 6 -> named(EXPECT) ? Kind.EXPECT : Kind.OTHER;
      case 10 -> named(CONNECTION) ? Kind.CONNECTION : Kind.OTHER;
      case 14 -> named(CONTENT_LENGTH) ? Kind.CONTENT_LENGTH : Kind.OTHER;
      case 17 -> named(TRANSFER_ENCODING) ? Kind.TRANSFER_ENCODING : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  private boolean named(byte[] lowerCase) {
    return Ascii.equalIgnoringCase(name, nameLength, lowerCase);
  }

  boolean isKept() {
    return kind != Kind.OTHER && kind != Kind.HOST;
  }

  /** False if the value is longer than any that could be accepted. */
  boolean keep(byte b) {
    if (valueLength == LONGEST_VALUE) {
      return false;
    }
    value[valueLength++] = b;
    return true;
  }

  /** The status to refuse with, 0 if the value may stand. */
  int endOfValue() {
    return switch (kind) {
      case EXPECT -> valueIs(CONTINUE) ? PASSED : 417;
      case CONNECTION -> ConnectionOptions.known(value, valueLength) ? PASSED : 400;
      case CONTENT_LENGTH -> digits() ? PASSED : 400;
      case TRANSFER_ENCODING -> valueIs(CHUNKED) ? PASSED : unknownCoding();
      case OTHER, HOST -> PASSED;
    };
  }

  private boolean valueIs(byte[] lowerCase) {
    return Ascii.equalIgnoringCase(value, valueLength, lowerCase);
  }

  private int unknownCoding() {
    for (int at = 0; at < valueLength; at++) {
      if (!Http1Bytes.isMethod(value[at])) {
        return 400;
      }
    }
    return valueLength == 0 ? 400 : 501;
  }

  private boolean digits() {
    if (valueLength == 0 || valueLength > MOST_DIGITS) {
      return false;
    }
    long read = 0;
    for (int at = 0; at < valueLength; at++) {
      if (!Http1Bytes.isDigit(value[at])) {
        return false;
      }
      read = read * 10 + (value[at] - '0');
    }
    length = read;
    return true;
  }

  /** True if the fields of a complete head say in exactly one way where the request ends. */
  boolean framed(boolean oldVersion) {
    return host && !(chunked && (measured || oldVersion));
  }

  boolean isChunked() {
    return chunked;
  }

  long length() {
    return length;
  }
}
