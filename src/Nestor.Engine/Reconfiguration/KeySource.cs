namespace Nestor.Engine.Reconfiguration;

/// <summary>Fills a key with bytes that nobody can guess; in production the system's random number generator.</summary>
public delegate void KeySource(Span<byte> key);
