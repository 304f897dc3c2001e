package dev.insula.host.front;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** What a certificate is written with (DER, ITU-T X.690). */
final class TlsDer {
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;
  private static final int LAST_YEAR_OF_UTC_TIME = 2049;

  private TlsDer() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  /** A value of this tag with the parts one behind the other. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    byte[] length = BigInteger.valueOf(content.size()).toByteArray();
    if (content.size() < LONG_FORM) {
      whole.write(content.size());
    } else {
      int from = length[0] == 0 ? 1 : 0;
      whole.write(LONG_FORM | (length.length - from));
      whole.write(length, from, length.length - from);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  /** Whole octets. */
  static byte[] bits(byte[] octets) {
    return value(0x03, new byte[] {0}, octets);
  }

  /** An object identifier, its content in hexadecimal digits. */
  static byte[] object(String content) {
    return value(0x06, HexFormat.of().parseHex(content));
  }

  static byte[] text(String text) {
    return value(0x0C, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As RFC 5280 section 4.1.2.5 wants it: with two digits for the year up to 2049. */
  static byte[] time(ZonedDateTime time) {
    ZonedDateTime utc = time.withZoneSameInstant(ZoneOffset.UTC);
    boolean isShort = utc.getYear() <= LAST_YEAR_OF_UTC_TIME;
    String pattern = isShort ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'";
    String text = DateTimeFormatter.ofPattern(pattern).format(utc);
    return value(isShort ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** An extension of a certificate; {@code object} as for {@link #object}. */
  static byte[] extension(String object, boolean isCritical, byte[] content) {
    byte[] critical = isCritical ? value(0x01, new byte[] {(byte) 0xff}) : new byte[0];
    return sequence(object(object), critical, value(0x04, content));
  }
}
