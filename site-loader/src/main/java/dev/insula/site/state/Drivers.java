package dev.insula.site.state;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverAction;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A site's {@code DriverManager}: only drivers of the site's own loader. */
public final class Drivers {
  private final SiteState site;
  private final List<Registered> registered = new CopyOnWriteArrayList<>();
  private boolean searched;
  private volatile int loginTimeout;
  private volatile @Nullable PrintWriter logWriter;

  Drivers(SiteState site) {
    this.site = site;
  }

  /** As {@code DriverManager.registerDriver}. */
  public void register(Driver driver, @Nullable DriverAction action) {
    Registered added = new Registered(driver, action);
    if (registered.stream().noneMatch(r -> r.isOf(driver))) {
      registered.add(added);
    }
  }

  /** As {@code DriverManager.deregisterDriver}. */
  public void deregister(@Nullable Driver driver) {
    List<Registered> gone = registered.stream().filter(r -> r.isOf(driver)).toList();
    registered.removeAll(gone);
    for (Registered r : gone) {
      if (r.action != null) {
        r.action.deregister();
      }
    }
  }

  /** The drivers, after those that the site's libraries and {@code jdbc.drivers} name. */
  public List<Driver> all() {
    search();
    return registered.stream().map(r -> r.driver).toList();
  }

  /** As {@code DriverManager.getDriver}. */
  public Driver accepting(String url) throws SQLException {
    for (Driver driver : all()) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    throw new SQLException("No suitable driver", "08001");
  }

  /** As {@code DriverManager.getConnection}. */
  public Connection connect(String url, Properties info) throws SQLException {
    if (url == null) {
      throw new SQLException("The url cannot be null", "08001");
    }
    SQLException first = null;
    for (Driver driver : all()) {
      try {
        Connection connection = driver.connect(url, info);
        if (connection != null) {
          return connection;
        }
      } catch (SQLException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new SQLException("No suitable driver found for " + url, "08001") : first;
  }

  /** The user and password of {@code DriverManager.getConnection}, as properties. */
  public static Properties login(@Nullable String user, @Nullable String password) {
    Properties info = new Properties();
    if (user != null) {
      info.put("user", user);
    }
    if (password != null) {
      info.put("password", password);
    }
    return info;
  }

  /** Seconds; 0 means no limit. */
  public int loginTimeout() {
    return loginTimeout;
  }

  /** Seconds; 0 means no limit. */
  public void loginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  /** Where drivers log, if anywhere. */
  public @Nullable PrintWriter logWriter() {
    return logWriter;
  }

  /** Where drivers log from now on. */
  public void logWriter(@Nullable PrintWriter writer) {
    logWriter = writer;
  }

  private synchronized void search() {
    if (searched) {
      return;
    }
    searched = true; // before loading: a driver's static initialiser registers it, and may ask back
    searchNamed();
    var found = ServiceLoader.load(Driver.class, site.loader()).iterator();
    boolean more = true;
    while (more) {
      try {
        more = found.hasNext();
        if (more) {
          found.next();
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        log("A JDBC driver cannot be loaded: " + e);
      }
    }
  }

  private void searchNamed() {
    String names = site.properties().live().getProperty("jdbc.drivers", "");
    for (String name : names.split(":", -1)) {
      if (!name.isEmpty()) {
        try {
          Class.forName(name, true, site.loader());
        } catch (ReflectiveOperationException | LinkageError e) {
          log("The JDBC driver " + name + " of jdbc.drivers cannot be loaded: " + e);
        }
      }
    }
  }

  /** As {@code DriverManager.println}. */
  public void log(String line) {
    PrintWriter writer = logWriter;
    if (writer != null) {
      writer.println(line);
      writer.flush();
    }
  }

  void release() {
    List<Registered> gone = List.copyOf(registered);
    registered.clear();
    for (Registered r : gone) {
      if (r.action != null) {
        try {
          r.action.deregister();
        } catch (RuntimeException e) {
          e.printStackTrace(site.streams().err());
        }
      }
    }
    logWriter = null;
  }

  private record Registered(Driver driver, @Nullable DriverAction action) {
    // DriverManager tells drivers apart by identity: two equal ones are two.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(@Nullable Driver other) {
      return driver == other;
    }
  }
}
