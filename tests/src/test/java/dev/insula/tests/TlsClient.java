package dev.insula.tests;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A client that names one host in the handshake and another one, or the same, in the request. */
final class TlsClient {
  /** What came: the certificate's subject, names and serial number, and the answer as it is. */
  record Answer(String subject, String names, BigInteger serial, String text) {}

  private TlsClient() {}

  static Answer get(int port, String serverName, String host) throws IOException {
    try (var socket =
        (SSLSocket) trustingAnybody().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      socket.setSSLParameters(parameters);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return new Answer(
          certificate.getSubjectX500Principal().getName(),
          names(certificate),
          certificate.getSerialNumber(),
          text);
    }
  }

  private static String names(X509Certificate certificate) throws IOException {
    try {
      return certificate.getSubjectAlternativeNames().stream()
          .map(name -> name.get(1).toString())
          .collect(Collectors.joining(" "));
    } catch (CertificateParsingException e) {
      throw new IOException(e);
    }
  }

  private static SSLContext trustingAnybody() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The tests look at the certificate themselves. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
