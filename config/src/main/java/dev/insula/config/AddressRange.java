package dev.insula.config;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that share their first bits, as in {@code 10.0.0.0/8} (RFC 4632).
 *
 * @param prefix number of shared bits: 0 to 32 (IPv4) or 128 (IPv6)
 */
public record AddressRange(InetAddress network, int prefix) {
  /** What is allowed, as the end of a sentence. */
  public static final String RULE = "an IP address or a range such as 10.0.0.0/8 or fd00::/8";

  public AddressRange {
    byte[] bytes = network.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException(
          "/" + prefix + " does not fit " + network.getHostAddress());
    }
    if (!Arrays.equals(bytes, masked(bytes, prefix))) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefix + " has bits set behind its prefix");
    }
  }

  /**
   * Reads an address literal with or without {@code /PREFIX}; never asks DNS.
   *
   * @throws IllegalArgumentException with a sentence when it is neither
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      int bits = address.getAddress().length * 8;
      return new AddressRange(address, slash < 0 ? bits : prefix(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no address; it must be " + RULE, e);
    }
  }

  private static int prefix(String digits) {
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("/" + digits + " is no prefix length");
    }
    return Integer.parseInt(digits);
  }

  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == network.getAddress().length
        && Arrays.equals(masked(bytes, prefix), network.getAddress());
  }

  private static byte[] masked(byte[] bytes, int prefix) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int bits = Math.clamp(prefix - i * 8L, 0, 8);
      result[i] = (byte) (bytes[i] & (0xff << (8 - bits)));
    }
    return result;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
