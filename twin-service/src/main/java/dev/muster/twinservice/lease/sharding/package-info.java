/** How Akka meets the leases: a lease for each shard, and a journal and a snapshot store behind the fence. */
@NullMarked
package dev.muster.twinservice.lease.sharding;

import org.jspecify.annotations.NullMarked;
