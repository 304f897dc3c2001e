package dev.insula.host.front;

import io.undertow.util.HeaderValues;

/** Compares entity tags with the lists of them that clients send (RFC 9110 section 8.8.3.2). */
final class StaticTags {
  private StaticTags() {}

  /** True if one of the tags, or a star, matches; a list that is malformed ends where it is. */
  static boolean anyMatches(HeaderValues lists, String tag, boolean strongly) {
    for (String list : lists) {
      if (list.strip().equals("*") || matches(list, tag, strongly)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String list, String tag, boolean strongly) {
    boolean weakTag = tag.startsWith("W/");
    String opaque = weakTag ? tag.substring(2) : tag;
    int at = 0;
    while (at < list.length()) {
      char c = list.charAt(at);
      if (c == ' ' || c == '\t' || c == ',') {
        at++;
        continue;
      }
      boolean weak = list.startsWith("W/", at);
      int quote = weak ? at + 2 : at;
      int end = list.indexOf('"', quote + 1);
      if (quote >= list.length() || list.charAt(quote) != '"' || end < 0) {
        return false;
      }
      boolean same = opaque.length() == end + 1 - quote && list.startsWith(opaque, quote);
      if (same && !(strongly && (weak || weakTag))) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }
}
