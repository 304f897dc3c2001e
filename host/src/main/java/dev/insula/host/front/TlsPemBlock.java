package dev.insula.host.front;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Finds the blocks of a PEM file, and puts older key formats into the one that Java reads. */
final class TlsPemBlock {
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private TlsPemBlock() {}

  /** The decoded blocks with this label, in order. */
  static List<byte[]> all(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    List<byte[]> blocks = new ArrayList<>();
    int at = text.indexOf(begin);
    while (at >= 0) {
      int to = text.indexOf(end, at);
      if (to < 0) {
        throw new IllegalArgumentException("the line " + end + " is missing");
      }
      blocks.add(Base64.getMimeDecoder().decode(text.substring(at + begin.length(), to)));
      at = text.indexOf(begin, to);
    }
    return blocks;
  }

  /** PKCS#8 around a PKCS#1 or SEC 1 key; its algorithm is the certified public key's. */
  static byte[] wrap(byte[] key, PublicKey certified) {
    byte[] algorithm = algorithm(certified.getEncoded());
    return element(SEQUENCE, join(VERSION_0, algorithm, element(OCTET_STRING, key)));
  }

  /** The AlgorithmIdentifier: the first element within a SubjectPublicKeyInfo. */
  private static byte[] algorithm(byte[] publicKey) {
    int at = 1 + lengthBytes(publicKey, 1);
    int size = 1 + lengthBytes(publicKey, at + 1) + length(publicKey, at + 1);
    byte[] algorithm = new byte[size];
    System.arraycopy(publicKey, at, algorithm, 0, size);
    return algorithm;
  }

  private static int lengthBytes(byte[] der, int at) {
    return (der[at] & 0x80) == 0 ? 1 : 1 + (der[at] & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int n = 1; n <= (first & 0x7f); n++) {
      length = (length << 8) | (der[at + n] & 0xff);
    }
    return length;
  }

  private static byte[] element(byte tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
