/**
 * Wakes who sleeps: persistent entities that must act at a time, also when every node was restarted meanwhile. Alarms lie
 * in a wheel of minutes in the store ({@link dev.muster.twinservice.alarm.CassandraAlarms}); each shard of the wheel is
 * swept by one actor somewhere in the cluster ({@link dev.muster.twinservice.alarm.AlarmSweep}).
 */
@NullMarked
package dev.muster.twinservice.alarm;

import org.jspecify.annotations.NullMarked;
