package dev.insula.site;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of UTF-8 text: all but the unreserved characters of RFC 3986, section 2.3. */
public final class Percent {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /** The text with everything but letters, digits and {@code -._~} encoded. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        HEX.toHexDigits(encoded.append('%'), b);
      }
    }
    return encoded.toString();
  }

  /**
   * The text that {@link #encode} was given.
   *
   * @throws IllegalArgumentException if a percent sign stands without two hexadecimal digits, or
   *     the bytes are not UTF-8
   */
  public static String decode(String encoded) {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        if (i + 2 >= bytes.length) {
          throw new IllegalArgumentException("\"" + encoded + "\" ends inside a %XX.");
        }
        decoded.write(HexFormat.fromHexDigits(new String(bytes, i + 1, 2, StandardCharsets.UTF_8)));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return utf8(encoded, decoded.toByteArray());
  }

  private static String utf8(String encoded, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("\"" + encoded + "\" is not UTF-8.", e);
    }
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
