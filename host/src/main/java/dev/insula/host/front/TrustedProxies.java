package dev.insula.host.front;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses and networks whose word about a client is believed; nobody by default. */
public final class TrustedProxies {
  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * Reads addresses and networks such as {@code 10.0.0.0/8}, {@code ::1}, {@code fd00::/8}.
   *
   * @throws IllegalArgumentException with a sentence, if one of them is neither
   */
  public static TrustedProxies of(List<String> written) {
    List<Network> networks = new ArrayList<>();
    for (String one : written) {
      networks.add(Network.parse(one));
    }
    return new TrustedProxies(List.copyOf(networks));
  }

  /** True if {@code address} is in one of the networks. */
  public boolean contains(InetAddress address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    for (Network network : networks) {
      if (network.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  private static final class Network {
    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Network parse(String written) {
      int slash = written.indexOf('/');
      String address = slash < 0 ? written : written.substring(0, slash);
      InetAddress literal = IpLiteral.read(address);
      if (literal == null) {
        throw notANetwork(written);
      }
      byte[] bytes = literal.getAddress();
      int bits = slash < 0 ? bytes.length * 8 : bits(written.substring(slash + 1));
      if (bits < 0 || bits > bytes.length * 8) {
        throw notANetwork(written);
      }
      return new Network(bytes, bits);
    }

    private static int bits(String written) {
      boolean digits = !written.isEmpty() && written.length() <= 3;
      for (int at = 0; digits && at < written.length(); at++) {
        digits = Http1Bytes.isDigit(written.charAt(at));
      }
      return digits ? Integer.parseInt(written) : -1;
    }

    private static IllegalArgumentException notANetwork(String written) {
      return new IllegalArgumentException(
          "trusted-proxies: \""
              + written
              + "\" is no IP address and no network such as 10.0.0.0/8 or fd00::/8.");
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      for (int at = 0; at < whole; at++) {
        if (address[at] != prefix[at]) {
          return false;
        }
      }
      int rest = bits % 8;
      int mask = (0xff << (8 - rest)) & 0xff;
      return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
  }
}
