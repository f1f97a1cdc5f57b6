/** The simulated fleet beside a Muster that runs already, such as on Kubernetes. */
@NullMarked
package dev.muster.loadtest.job;

import org.jspecify.annotations.NullMarked;
