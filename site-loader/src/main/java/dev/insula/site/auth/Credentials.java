package dev.insula.site.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User and password of HTTP Basic authentication (RFC 7617). Never prints the password. */
record Credentials(String user, String password) {
  private static final String SCHEME = "basic ";

  /** What an {@code Authorization} field holds; empty where it is none, or of another scheme. */
  static Optional<Credentials> of(@Nullable String field) {
    if (field == null || !field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] data = Base64.getDecoder().decode(field.substring(SCHEME.length()).strip());
      return pair(text(data));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static Optional<Credentials> pair(String text) {
    int colon = text.indexOf(':');
    boolean isOne = colon > 0 && text.chars().noneMatch(Character::isISOControl);
    return isOne
        ? Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)))
        : Optional.empty();
  }

  /** UTF-8, which the challenge asks for; Latin-1 from clients that do not know that. */
  private static String text(byte[] data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException e) {
      return new String(data, StandardCharsets.ISO_8859_1);
    }
  }

  /** The value of {@code WWW-Authenticate}. */
  static String challenge(String realm) {
    StringBuilder quoted = new StringBuilder("Basic realm=\"");
    for (int i = 0; i < realm.length(); i++) {
      char c = realm.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c > 0xFF ? '?' : Character.isISOControl(c) ? ' ' : c);
    }
    return quoted.append("\", charset=\"UTF-8\"").toString();
  }

  @Override
  public String toString() {
    return user;
  }
}
