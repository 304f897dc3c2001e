package dev.insula.host.front;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a site's certificate chain and private key from PEM files (RFC 7468): keys as PKCS#8, or in
 * the older forms of PKCS#1 (RSA) and SEC 1 (elliptic curves). Encrypted keys are refused, as there
 * would be nobody to ask for the password.
 */
public final class TlsPem {
  private TlsPem() {}

  /**
   * The identity in two files, which may be the same one.
   *
   * @throws IOException with a sentence that names the file and says what to do, if a file cannot
   *     be read, holds something else, or the key does not belong to the certificate
   */
  public static TlsIdentity read(Path certificate, Path key) throws IOException {
    List<X509Certificate> chain = chain(certificate);
    PrivateKey privateKey = key(key, chain.getFirst().getPublicKey());
    if (!belong(privateKey, chain.getFirst().getPublicKey())) {
      throw new IOException(
          key + " is not the key of the first certificate in " + certificate + "; give the pair.");
    }
    return new TlsIdentity(privateKey, chain);
  }

  private static List<X509Certificate> chain(Path file) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] der : TlsPemBlock.all(text(file), "CERTIFICATE")) {
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IOException(file + " holds a damaged certificate: " + e.getMessage(), e);
    }
    if (chain.isEmpty()) {
      throw new IOException(file + " holds no certificate (no BEGIN CERTIFICATE line).");
    }
    return chain;
  }

  private static PrivateKey key(Path file, PublicKey certified) throws IOException {
    String text = text(file);
    try {
      return decode(encoded(text, file, certified), certified);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      String kind = certified.getAlgorithm();
      throw new IOException(file + " holds no usable " + kind + " key: " + e.getMessage(), e);
    }
  }

  private static byte[] encoded(String text, Path file, PublicKey certified) throws IOException {
    for (byte[] pkcs8 : TlsPemBlock.all(text, "PRIVATE KEY")) {
      return pkcs8;
    }
    for (byte[] pkcs1 : TlsPemBlock.all(text, "RSA PRIVATE KEY")) {
      return TlsPemBlock.wrap(pkcs1, certified);
    }
    for (byte[] sec1 : TlsPemBlock.all(text, "EC PRIVATE KEY")) {
      return TlsPemBlock.wrap(sec1, certified);
    }
    boolean encrypted = text.contains("ENCRYPTED");
    throw new IOException(
        file
            + (encrypted
                ? " holds an encrypted key; write it without password (openssl pkey) and guard"
                    + " the file."
                : " holds no private key (no BEGIN PRIVATE KEY line)."));
  }

  private static PrivateKey decode(byte[] pkcs8, PublicKey certified)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static boolean belong(PrivateKey key, PublicKey certified) throws IOException {
    byte[] sample = "insula".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm(certified));
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IOException("The key cannot sign: " + e.getMessage(), e);
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
