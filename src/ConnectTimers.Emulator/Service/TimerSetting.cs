namespace ConnectTimers.Emulator;

/// <summary>One timer of an update: its name <c>ROLE/TYPE</c>, and its minutes or null for Unset.</summary>
internal readonly record struct TimerSetting(string Timer, int? Minutes);
