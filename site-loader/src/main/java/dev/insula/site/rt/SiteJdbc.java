package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.Drivers;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverAction;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code java.sql.DriverManager}. */
public final class SiteJdbc {
  private static final Drivers DRIVERS = Own.state().drivers();

  private SiteJdbc() {}

  @Replaces(DriverManager.class)
  public static void registerDriver(Driver driver) {
    DRIVERS.register(driver, null);
  }

  @Replaces(DriverManager.class)
  public static void registerDriver(Driver driver, @Nullable DriverAction action) {
    DRIVERS.register(driver, action);
  }

  @Replaces(DriverManager.class)
  public static void deregisterDriver(@Nullable Driver driver) {
    DRIVERS.deregister(driver);
  }

  @Replaces(DriverManager.class)
  public static Driver getDriver(String url) throws SQLException {
    return DRIVERS.accepting(url);
  }

  @Replaces(DriverManager.class)
  public static Enumeration<Driver> getDrivers() {
    return Collections.enumeration(DRIVERS.all());
  }

  @Replaces(DriverManager.class)
  public static Stream<Driver> drivers() {
    return DRIVERS.all().stream();
  }

  @Replaces(DriverManager.class)
  public static Connection getConnection(String url) throws SQLException {
    return DRIVERS.connect(url, new Properties());
  }

  @Replaces(DriverManager.class)
  public static Connection getConnection(String url, Properties info) throws SQLException {
    return DRIVERS.connect(url, info);
  }

  @Replaces(DriverManager.class)
  public static Connection getConnection(
      String url, @Nullable String user, @Nullable String password) throws SQLException {
    return DRIVERS.connect(url, Drivers.login(user, password));
  }

  @Replaces(DriverManager.class)
  public static int getLoginTimeout() {
    return DRIVERS.loginTimeout();
  }

  @Replaces(DriverManager.class)
  public static void setLoginTimeout(int seconds) {
    DRIVERS.loginTimeout(seconds);
  }

  @Replaces(DriverManager.class)
  public static @Nullable PrintWriter getLogWriter() {
    return DRIVERS.logWriter();
  }

  @Replaces(DriverManager.class)
  public static void setLogWriter(@Nullable PrintWriter writer) {
    DRIVERS.logWriter(writer);
  }

  @Replaces(DriverManager.class)
  public static void println(String line) {
    DRIVERS.log(line);
  }
}
