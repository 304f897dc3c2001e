package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The start of web applications that have to be migrated before. */
final class MigratedStart implements Launcher.Launched {
  private final JavaxMigration migration;
  private final Launcher launcher;
  private final Launcher.Listener listener;
  private @Nullable Thread migrating;
  private Launcher.@Nullable Launched launched;
  private boolean ended;

  private MigratedStart(JavaxMigration migration, Launcher launcher, Launcher.Listener listener) {
    this.migration = migration;
    this.launcher = launcher;
    this.listener = listener;
  }

  /** Migrates on a thread of its own, and then lets the launcher start what came out. */
  static MigratedStart begin(
      JavaxMigration migration,
      Launcher launcher,
      Launcher.Order order,
      Launcher.Listener listener) {
    var start = new MigratedStart(migration, launcher, listener);
    Thread thread =
        Thread.ofVirtual()
            .name("insula-migrate-" + order.site().name())
            .unstarted(() -> start.migrate(order));
    start.migrating = thread;
    thread.start();
    return start;
  }

  private void migrate(Launcher.Order order) {
    try {
      Site site = order.site();
      Map<Path, Path> made = new LinkedHashMap<>();
      for (Path old : OldWars.of(site)) {
        made.put(old, migration.of(old));
      }
      Site migrated = OldWars.replaced(site, made);
      launch(new Launcher.Order(migrated, order.generation(), order.attempt()));
    } catch (IOException e) {
      listener.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      listener.exited(0);
    }
  }

  private synchronized void launch(Launcher.Order order) {
    if (ended) {
      listener.exited(0);
    } else {
      launched = launcher.launch(order, listener);
    }
  }

  @Override
  public void terminate() {
    end().ifPresent(Launcher.Launched::terminate);
  }

  @Override
  public void kill() {
    end().ifPresent(Launcher.Launched::kill);
  }

  private synchronized Optional<Launcher.Launched> end() {
    ended = true;
    if (launched == null && migrating != null) {
      migrating.interrupt();
    }
    return Optional.ofNullable(launched);
  }
}
