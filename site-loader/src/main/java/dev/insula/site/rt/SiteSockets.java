package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.SharedWrites;
import java.io.IOException;
import java.net.ContentHandlerFactory;
import java.net.DatagramSocket;
import java.net.DatagramSocketImplFactory;
import java.net.FileNameMap;
import java.net.HttpURLConnection;
import java.net.JarURLConnection;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImplFactory;
import java.net.URLConnection;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIFailureHandler;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.RMISocketFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Tells of writes to what the JVM has once for its connections. */
// Some of these are deprecated, and used.
@SuppressWarnings("deprecation")
public final class SiteSockets {
  private static final SharedWrites SHARED = Own.state().sharedWrites();

  private SiteSockets() {}

  @Replaces(
      value = {Socket.class, SSLSocket.class},
      shared = true)
  public static void setSocketImplFactory(SocketImplFactory factory) throws IOException {
    SHARED.write();
    Socket.setSocketImplFactory(factory);
  }

  @Replaces(
      value = {ServerSocket.class, SSLServerSocket.class},
      shared = true)
  public static void setSocketFactory(SocketImplFactory factory) throws IOException {
    SHARED.write();
    ServerSocket.setSocketFactory(factory);
  }

  @Replaces(
      value = {DatagramSocket.class, MulticastSocket.class},
      shared = true)
  public static void setDatagramSocketImplFactory(DatagramSocketImplFactory factory)
      throws IOException {
    SHARED.write();
    DatagramSocket.setDatagramSocketImplFactory(factory);
  }

  @Replaces(
      value = {
        URLConnection.class,
        HttpURLConnection.class,
        HttpsURLConnection.class,
        JarURLConnection.class
      },
      shared = true)
  public static void setContentHandlerFactory(ContentHandlerFactory factory) {
    SHARED.write();
    URLConnection.setContentHandlerFactory(factory);
  }

  @Replaces(
      value = {
        URLConnection.class,
        HttpURLConnection.class,
        HttpsURLConnection.class,
        JarURLConnection.class
      },
      shared = true)
  public static void setFileNameMap(FileNameMap map) {
    SHARED.write();
    URLConnection.setFileNameMap(map);
  }

  @Replaces(
      value = {
        URLConnection.class,
        HttpURLConnection.class,
        HttpsURLConnection.class,
        JarURLConnection.class
      },
      shared = true)
  public static void setDefaultAllowUserInteraction(boolean allow) {
    SHARED.write();
    URLConnection.setDefaultAllowUserInteraction(allow);
  }

  @Replaces(
      value = {
        URLConnection.class,
        HttpURLConnection.class,
        HttpsURLConnection.class,
        JarURLConnection.class
      },
      shared = true)
  public static void setDefaultUseCaches(String protocol, boolean use) {
    SHARED.write();
    URLConnection.setDefaultUseCaches(protocol, use);
  }

  @Replaces(
      value = {
        URLConnection.class,
        HttpURLConnection.class,
        HttpsURLConnection.class,
        JarURLConnection.class
      },
      kind = Kind.VIRTUAL,
      shared = true)
  public static void setDefaultUseCaches(URLConnection connection, boolean use) {
    SHARED.write();
    connection.setDefaultUseCaches(use);
  }

  @Replaces(value = RMISocketFactory.class, name = "setSocketFactory", shared = true)
  public static void setSocketFactory(@Nullable RMISocketFactory factory) throws IOException {
    SHARED.write();
    RMISocketFactory.setSocketFactory(factory);
  }

  @Replaces(value = RMISocketFactory.class, shared = true)
  public static void setFailureHandler(@Nullable RMIFailureHandler handler) {
    SHARED.write();
    RMISocketFactory.setFailureHandler(handler);
  }

  @Replaces(value = LocateRegistry.class, shared = true)
  public static Registry createRegistry(int port) throws RemoteException {
    SHARED.write();
    return LocateRegistry.createRegistry(port);
  }

  @Replaces(value = LocateRegistry.class, shared = true)
  public static Registry createRegistry(
      int port, RMIClientSocketFactory clients, RMIServerSocketFactory servers)
      throws RemoteException {
    SHARED.write();
    return LocateRegistry.createRegistry(port, clients, servers);
  }
}
