/**
 * Who may write: the session of this node in Cassandra, the leases of its shards that hang on it, and the fence in front of the
 * journal. Order comes from lightweight transactions alone; the logic is free of Akka and of Cassandra's driver.
 */
@NullMarked
package dev.muster.twinservice.lease;

import org.jspecify.annotations.NullMarked;
