package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.SharedWrites;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;

/** Tells of writes to the preferences, which the JVM's user has once. */
public final class SitePreferences {
  private static final SharedWrites SHARED = Own.state().sharedWrites();

  private SitePreferences() {}

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void put(Preferences node, String key, String value) {
    SHARED.write();
    node.put(key, value);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void putInt(Preferences node, String key, int value) {
    SHARED.write();
    node.putInt(key, value);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void putLong(Preferences node, String key, long value) {
    SHARED.write();
    node.putLong(key, value);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void putBoolean(Preferences node, String key, boolean value) {
    SHARED.write();
    node.putBoolean(key, value);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void putByteArray(Preferences node, String key, byte[] value) {
    SHARED.write();
    node.putByteArray(key, value);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void remove(Preferences node, String key) {
    SHARED.write();
    node.remove(key);
  }

  @Replaces(value = Preferences.class, kind = Kind.VIRTUAL, shared = true)
  public static void removeNode(Preferences node) throws BackingStoreException {
    SHARED.write();
    node.removeNode();
  }
}
