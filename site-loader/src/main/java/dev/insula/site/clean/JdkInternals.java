package dev.insula.site.clean;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * Access to what the JDK does not publish and the cleaner needs. What this JVM refuses is simply
 * not done; {@link #refused} says so.
 */
final class JdkInternals {
  private final List<String> refused = new ArrayList<>();
  private final @Nullable Field timerQueue;
  private final @Nullable Field timerRuns;
  private final @Nullable Method queueClear;
  private final @Nullable Field workersPool;
  private final List<Field> threadLocals;
  private final @Nullable Field localTable;
  private final @Nullable Field localValue;
  private final @Nullable Field hookTable;
  private final @Nullable Method rootContainer;
  private final @Nullable Method containedThreads;
  private final @Nullable Method containedContainers;

  JdkInternals() {
    timerQueue = field("java.util.TimerThread", "queue", "timers");
    timerRuns = field("java.util.TimerThread", "newTasksMayBeScheduled", "timers");
    queueClear = method("java.util.TaskQueue", "clear", "timers");
    workersPool = field("java.util.concurrent.ThreadPoolExecutor$Worker", "this$0", "thread pools");
    threadLocals =
        Stream.of("threadLocals", "inheritableThreadLocals")
            .map(name -> field("java.lang.Thread", name, "thread-local values"))
            .flatMap(Stream::ofNullable)
            .toList();
    localTable = field("java.lang.ThreadLocal$ThreadLocalMap", "table", "thread-local values");
    localValue =
        field("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value", "thread-local values");
    hookTable = field("java.lang.ApplicationShutdownHooks", "hooks", "shutdown hooks");
    rootContainer = method("jdk.internal.vm.ThreadContainers", "root", "virtual threads");
    containedThreads = method("jdk.internal.vm.ThreadContainer", "threads", "virtual threads");
    containedContainers = method("jdk.internal.vm.ThreadContainer", "children", "virtual threads");
  }

  /** What cannot be cleaned for want of access, in words; empty when all can. */
  List<String> refused() {
    return refused.stream().distinct().toList();
  }

  private @Nullable Field field(String type, String name, String purpose) {
    try {
      return opened(Class.forName(type).getDeclaredField(name), purpose);
    } catch (ReflectiveOperationException e) {
      refused.add(purpose);
      return null;
    }
  }

  private @Nullable Method method(String type, String name, String purpose) {
    try {
      return opened(Class.forName(type).getDeclaredMethod(name), purpose);
    } catch (ReflectiveOperationException e) {
      refused.add(purpose);
      return null;
    }
  }

  private <T extends AccessibleObject> @Nullable T opened(T member, String purpose) {
    try {
      member.setAccessible(true);
      return member;
    } catch (RuntimeException e) {
      refused.add(purpose);
      return null;
    }
  }

  /** Empties the queue of a timer's thread and lets it end; false if the thread is no timer's. */
  boolean endTimer(Thread thread) {
    if (timerQueue == null || timerRuns == null || queueClear == null) {
      return false;
    }
    if (!timerQueue.getDeclaringClass().isInstance(thread)) {
      return false;
    }
    try {
      Object queue = timerQueue.get(thread);
      if (queue == null) {
        return false;
      }
      synchronized (queue) {
        timerRuns.setBoolean(thread, false);
        queueClear.invoke(queue);
        queue.notifyAll();
      }
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Whether a thread is that of a {@link java.util.Timer}. */
  boolean isTimers(Thread thread) {
    return timerQueue != null && timerQueue.getDeclaringClass().isInstance(thread);
  }

  /** The pool that a thread works for, by the task that it runs. */
  Optional<java.util.concurrent.ThreadPoolExecutor> poolOf(Thread thread) {
    Object task = taskOf(thread);
    if (workersPool == null || task == null || !workersPool.getDeclaringClass().isInstance(task)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable((java.util.concurrent.ThreadPoolExecutor) workersPool.get(task));
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object taskOf(Thread thread) {
    try {
      Field holder = Thread.class.getDeclaredField("holder");
      holder.setAccessible(true);
      Object held = holder.get(thread);
      if (held == null) {
        return null;
      }
      Field task = held.getClass().getDeclaredField("task");
      task.setAccessible(true);
      return task.get(held);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** All virtual threads that the JVM keeps count of. */
  List<Thread> virtualThreads() {
    List<Thread> found = new ArrayList<>();
    if (rootContainer != null) {
      try {
        Object root = rootContainer.invoke(null);
        if (root != null) {
          collect(root, found);
        }
      } catch (ReflectiveOperationException e) {
        return found;
      }
    }
    return found.stream().filter(Thread::isVirtual).toList();
  }

  private void collect(Object container, List<Thread> found) throws ReflectiveOperationException {
    if (containedThreads == null || containedContainers == null) {
      return;
    }
    if (containedThreads.invoke(container) instanceof Stream<?> threads) {
      threads.forEach(it -> found.add((Thread) it));
    }
    if (containedContainers.invoke(container) instanceof Stream<?> children) {
      for (Object child : children.toList()) {
        collect(child, found);
      }
    }
  }

  /** One entry of a thread's table of thread-local values. */
  interface LocalVisitor {
    /** Whether the entry is to go. */
    boolean isToGo(@Nullable Object key, Object value);
  }

  /**
   * Empties those entries of a thread's tables that the visitor wants gone, and tells how many. The
   * table is not rebuilt, as its thread may be working on it: an emptied entry is one that the
   * thread itself drops when it comes across it.
   */
  int emptyLocals(Thread thread, LocalVisitor visitor) {
    int emptied = 0;
    for (Field map : threadLocals) {
      try {
        Object locals = map.get(thread);
        Object table = locals == null || localTable == null ? null : localTable.get(locals);
        if (table instanceof java.lang.ref.Reference<?>[] entries) {
          emptied += emptied(entries, visitor);
        }
      } catch (ReflectiveOperationException e) {
        return emptied;
      }
    }
    return emptied;
  }

  /** How many entries of a thread's tables the visitor finds; nothing is changed. */
  int countLocals(Thread thread, LocalVisitor visitor) {
    int[] count = new int[1];
    emptyLocals(
        thread,
        (key, value) -> {
          count[0] += visitor.isToGo(key, value) ? 1 : 0;
          return false;
        });
    return count[0];
  }

  /** The JVM's own shutdown hooks. */
  List<Thread> shutdownHooks() {
    try {
      Object hooks = hookTable == null ? null : hookTable.get(null);
      return hooks instanceof Map<?, ?> table
          ? table.keySet().stream().map(Thread.class::cast).toList()
          : List.of();
    } catch (ReflectiveOperationException | RuntimeException changedMeanwhile) {
      return List.of();
    }
  }

  /** The drivers in the JVM's own list. */
  List<Object> drivers() {
    return entries(
        "java.sql.DriverManager", "registeredDrivers", null, "java.sql.DriverInfo", "driver");
  }

  /** The listeners of one of the JVM's own beans. */
  List<NotificationListener> listeners(Object bean) {
    String emitter = "sun.management.NotificationEmitterSupport";
    return entries(emitter, "listenerList", bean, emitter + "$ListenerInfo", "listener").stream()
        .map(NotificationListener.class::cast)
        .toList();
  }

  /** What the entries of a list hold; read when it is asked for, as most JVMs never need it. */
  private static List<Object> entries(
      String type, String list, @Nullable Object of, String entry, String element) {
    List<Object> found = new ArrayList<>();
    try {
      Field listField = Class.forName(type).getDeclaredField(list);
      listField.setAccessible(true);
      Field elementField = Class.forName(entry).getDeclaredField(element);
      elementField.setAccessible(true);
      if (listField.get(of) instanceof List<?> all) {
        for (Object one : List.copyOf(all)) {
          found.add(elementField.get(one));
        }
      }
    } catch (ReflectiveOperationException | RuntimeException notOpenOrAnotherClass) {
      return List.of();
    }
    return found;
  }

  private int emptied(java.lang.ref.Reference<?>[] entries, LocalVisitor visitor)
      throws ReflectiveOperationException {
    int emptied = 0;
    for (java.lang.ref.Reference<?> entry : entries) {
      if (entry == null || localValue == null) {
        continue;
      }
      Object value = localValue.get(entry);
      if (value != null && visitor.isToGo(entry.get(), value)) {
        entry.clear();
        localValue.set(entry, null);
        emptied++;
      }
    }
    return emptied;
  }
}
