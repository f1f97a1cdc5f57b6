/** What a sample costs on clusters of several sizes: messages between nodes, processor, memory, disk; and how long a failover takes. */
@NullMarked
package dev.muster.loadtest.scale;

import org.jspecify.annotations.NullMarked;
