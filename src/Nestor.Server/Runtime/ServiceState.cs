namespace Nestor.Server.Runtime;

/// <summary>
/// Whether clients are served: as long as nobody has switched it off. Who did has a number, and only the same one
/// switches it on again, by command or by a time that is over. Belongs to the loop's thread.
/// </summary>
internal sealed class ServiceState(TimeProvider clock)
{
    /// <summary>The operator.</summary>
    public const uint User = 1;

    /// <summary>The first of the numbers that partners of high availability have.</summary>
    public const uint FirstPartner = 2000;

    private readonly SortedDictionary<uint, (long Start, TimeSpan? Most)> _disabled = [];

    public bool IsEnabled => _disabled.Count == 0;

    /// <summary>Who has switched it off.</summary>
    public IReadOnlyCollection<uint> Origins => _disabled.Keys;

    /// <param name="most">Null until it is switched on again.</param>
    public void Disable(uint origin, TimeSpan? most) => _disabled[origin] = (clock.GetTimestamp(), most);

    public void Enable(uint origin) => _disabled.Remove(origin);

    /// <summary>Switches on again what was switched off for a time that is over.</summary>
    public void Tick()
    {
        if (_disabled.Count > 0)
        {
            foreach (uint over in _disabled.Where(d => Left(d.Value) <= 0).Select(d => d.Key).ToList())
            {
                _disabled.Remove(over);
            }
        }
    }

    /// <summary>The least of this and of the milliseconds until a time is over; -1 is for ever.</summary>
    public int AtMost(int milliseconds)
    {
        double left = _disabled.Count == 0 ? double.MaxValue : _disabled.Values.Min(Left);
        left = milliseconds < 0 ? left : Math.Min(left, milliseconds);
        return left >= int.MaxValue ? -1 : (int)Math.Ceiling(Math.Max(left, 0));
    }

    private double Left((long Start, TimeSpan? Most) disabled) =>
        disabled.Most is { } most ? (most - clock.GetElapsedTime(disabled.Start)).TotalMilliseconds : double.MaxValue;
}
