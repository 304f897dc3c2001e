package dev.insula.host.front;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Client addresses as bytes for the access log. */
final class AddressText {
  private static final byte[] UNKNOWN = {'-'};

  private AddressText() {}

  static byte[] of(@Nullable InetAddress address) {
    if (address == null) {
      return UNKNOWN;
    }
    return address instanceof Inet4Address
        ? dotted(address.getAddress())
        : address.getHostAddress().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] dotted(byte[] address) {
    byte[] text = new byte[length(address)];
    var out = new AsciiWriter(text, 0);
    for (int i = 0; i < address.length; i++) {
      out.text(i == 0 ? "" : ".").number(address[i] & 0xff);
    }
    return text;
  }

  private static int length(byte[] address) {
    int length = address.length - 1;
    for (byte part : address) {
      length += AsciiWriter.digits(part & 0xff);
    }
    return length;
  }
}
