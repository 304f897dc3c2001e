package dev.insula.host.kubernetes;

/**
 * A folder whose content outlives the pod.
 *
 * @param path the absolute folder inside the container
 * @param size a Kubernetes quantity, such as {@code 1Gi}
 */
public record StateVolume(String path, String size) {
  public StateVolume {
    if (!path.startsWith("/") || path.length() < 2) {
      throw new IllegalArgumentException("\"" + path + "\" is no absolute folder for a volume");
    }
    if (size.isBlank() || !Character.isDigit(size.charAt(0))) {
      throw new IllegalArgumentException("\"" + size + "\" is no size of a volume, such as 1Gi");
    }
  }
}
