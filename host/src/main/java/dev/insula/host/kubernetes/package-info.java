/**
 * A manifest's sites as objects for a Kubernetes cluster. Reads manifests and writes text; starts
 * nothing and talks to no cluster. The only package that knows the Kubernetes model.
 */
@NullMarked
package dev.insula.host.kubernetes;

import org.jspecify.annotations.NullMarked;
