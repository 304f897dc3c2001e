package dev.insula.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** Opens a database by URL, in memory and as a file beside the site. */
public final class H2Use implements Callable<String> {
  /** For the test. */
  public H2Use() {}

  @Override
  public String call() throws Exception {
    String who = System.getProperty("who", "nobody");
    return query("jdbc:h2:mem:same", who)
        + " "
        + query("jdbc:h2:file:./database", who)
        + " "
        + Files.exists(Path.of("database.mv.db"));
  }

  private static String query(String url, String who) throws Exception {
    try (Connection connection = DriverManager.getConnection(url + ";DB_CLOSE_DELAY=-1");
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists names(name varchar)");
      statement.execute("insert into names values('" + who + "')");
      try (ResultSet all = statement.executeQuery("select listagg(name, ',') from names")) {
        all.next();
        String names = all.getString(1);
        statement.execute("drop all objects");
        return names + zone(statement);
      }
    }
  }

  private static String zone(Statement statement) throws Exception {
    try (ResultSet zone =
        statement.executeQuery("select extract(timezone_hour from current_timestamp)")) {
      zone.next();
      return zone.getString(1);
    }
  }
}
