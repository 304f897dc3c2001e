package dev.insula.site.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a site's code may take a path for: some decode it, some drop its parameters, some tidy it. A
 * rule that is about one of these paths is about the request.
 */
final class PathReadings {
  private PathReadings() {}

  /** The path itself, if there is only one way to read it. */
  static Set<String> of(String sent) {
    if (isPlain(sent)) {
      return Set.of(sent);
    }
    String decoded = decoded(sent);
    String bare = decoded(withoutParameters(sent));
    Set<String> readings = new LinkedHashSet<>();
    readings.add(decoded);
    readings.add(bare);
    readings.add(tidy(decoded));
    readings.add(tidy(bare));
    return readings;
  }

  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean isSpecial =
          c == '%' || c == ';' || (i > 0 && path.charAt(i - 1) == '/' && (c == '/' || c == '.'));
      if (isSpecial) {
        return false;
      }
    }
    return true;
  }

  private static String withoutParameters(String path) {
    StringBuilder bare = new StringBuilder(path.length());
    boolean inParameters = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inParameters = c == ';' || (inParameters && c != '/');
      if (!inParameters) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  /** A percent sign that begins no escape stays one. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(bytes, i + 1);
      int low = digit(bytes, i + 2);
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte[] bytes, int at) {
    return at < bytes.length ? Character.digit(bytes[at], 16) : -1;
  }

  private static String tidy(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (String segment : segments) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String last = segments[segments.length - 1];
    boolean isFolder = last.isEmpty() || last.equals(".") || last.equals("..");
    return "/" + String.join("/", kept) + (isFolder && !kept.isEmpty() ? "/" : "");
  }
}
