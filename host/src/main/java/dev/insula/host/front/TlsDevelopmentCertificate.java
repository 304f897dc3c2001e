package dev.insula.host.front;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Makes a certificate that signs itself, for trying a site out (RFC 5280). No browser trusts it,
 * and none should.
 */
final class TlsDevelopmentCertificate {
  private static final int DAYS = 365;
  private static final int DAYS_LEFT = 30;
  private static final int SERIAL_BITS = 127;
  private static final String ECDSA_WITH_SHA256 = "2A8648CE3D040302";
  private static final String COMMON_NAME = "550403";
  private static final String KEY_USAGE = "551D0F";
  private static final String ALTERNATIVE_NAMES = "551D11";
  private static final String BASIC_CONSTRAINTS = "551D13";
  private static final String EXTENDED_KEY_USAGE = "551D25";
  private static final String SERVER_AUTHENTICATION = "2B06010505070301";
  private static final byte[] DIGITAL_SIGNATURE_ONLY = {0x03, 0x02, 0x07, (byte) 0x80};
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;

  private TlsDevelopmentCertificate() {}

  /** A new identity for these names (wildcards and IP addresses included), valid for a year. */
  static TlsIdentity create(List<String> names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new TlsIdentity(pair.getPrivate(), List.of(certificate(names, pair)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime makes no certificates: " + e, e);
    }
  }

  /** Whether the certificate is valid, and will be for a month. */
  static boolean isFresh(X509Certificate certificate) {
    Instant now = Instant.now();
    return certificate.getNotBefore().toInstant().isBefore(now)
        && certificate.getNotAfter().toInstant().isAfter(now.plus(DAYS_LEFT, ChronoUnit.DAYS));
  }

  private static X509Certificate certificate(List<String> names, KeyPair pair)
      throws GeneralSecurityException {
    byte[] algorithm = TlsDer.sequence(TlsDer.object(ECDSA_WITH_SHA256));
    byte[] wanted = body(names, algorithm, pair.getPublic().getEncoded());
    byte[] signed =
        TlsDer.sequence(wanted, algorithm, TlsDer.bits(sign(wanted, pair.getPrivate())));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(signed));
  }

  private static byte[] sign(byte[] bytes, PrivateKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(bytes);
    return signature.sign();
  }

  private static byte[] body(List<String> names, byte[] algorithm, byte[] publicKey) {
    ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);
    byte[] validity =
        TlsDer.sequence(TlsDer.time(now.minusHours(1)), TlsDer.time(now.plusDays(DAYS)));
    byte[] name =
        TlsDer.sequence(
            TlsDer.value(
                0x31,
                TlsDer.sequence(
                    TlsDer.object(COMMON_NAME), TlsDer.text("Insula development certificate"))));
    return TlsDer.sequence(
        TlsDer.value(VERSION, TlsDer.integer(BigInteger.TWO)),
        TlsDer.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)),
        algorithm,
        name,
        validity,
        name,
        publicKey,
        TlsDer.value(EXTENSIONS, extensions(names)));
  }

  private static byte[] extensions(List<String> names) {
    byte[][] alternatives =
        names.stream().map(TlsDevelopmentCertificate::alternative).toArray(byte[][]::new);
    return TlsDer.sequence(
        TlsDer.extension(BASIC_CONSTRAINTS, true, TlsDer.sequence()),
        TlsDer.extension(KEY_USAGE, true, DIGITAL_SIGNATURE_ONLY),
        TlsDer.extension(
            EXTENDED_KEY_USAGE, false, TlsDer.sequence(TlsDer.object(SERVER_AUTHENTICATION))),
        TlsDer.extension(ALTERNATIVE_NAMES, false, TlsDer.sequence(alternatives)));
  }

  private static byte[] alternative(String name) {
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    try {
      return TlsDer.value(IP_ADDRESS, InetAddress.ofLiteral(bare).getAddress());
    } catch (IllegalArgumentException e) {
      return TlsDer.value(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
