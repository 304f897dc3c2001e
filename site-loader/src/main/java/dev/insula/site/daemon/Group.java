package dev.insula.site.daemon;

import dev.insula.site.SiteJvm;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A daemon process of several sites, from its first order to its end. */
final class Group {
  private final SiteJvm jvm = new SiteJvm();
  private final StatusOutput status;
  private final Map<String, GroupMember> members = new ConcurrentHashMap<>();

  Group(StatusOutput status) {
    this.status = status;
    jvm.warnings().forEach(System.err::println);
  }

  /** Does what it is told until the host closes its end, that is, until it wants none of it. */
  void follow(InputStream orders) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "end"));
    try {
      while (true) {
        follow(GroupOrder.read(orders));
      }
    } catch (EOFException e) {
      System.exit(0);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("An order of the host cannot be read: " + e.getMessage() + ".");
      System.exit(Main.BAD_PLAN);
    }
  }

  private void follow(GroupOrder order) {
    switch (order) {
      case GroupOrder.Start start -> {
        var member = new GroupMember(start, status);
        members.put(start.member(), member);
        thread("start " + start.member(), () -> member.start(jvm));
      }
      case GroupOrder.Stop(String name) -> {
        GroupMember member = members.remove(name);
        if (member != null) {
          thread("end " + name, member::end);
        }
      }
    }
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().name(name).start(work);
  }

  /** SIGTERM and the host's end come here. */
  private void endAll() {
    List<Thread> ending =
        members.entrySet().stream()
            .map(member -> thread("end " + member.getKey(), member.getValue()::end))
            .toList();
    for (Thread one : ending) {
      try {
        one.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
