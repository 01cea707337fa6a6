using System.Runtime;

namespace Nestor.Server.Runtime;

/// <summary>
/// Puts off the collector of garbage at a start with a large configuration. Nearly everything that is made then stays, so
/// the collector would go over it again and again and find little; it comes when no client waits
/// (docs/decisions/0007-collector-after-the-start.md).
/// </summary>
public sealed class FirstCollection
{
    /// <summary>How often to look whether it is time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A smaller file is read before the collector would come.</summary>
    private const long LeastLength = 1 << 20;

    /// <summary>What a start makes for each byte of its file, large arrays and all: 12 were measured.</summary>
    private const int MadePerByte = 16;

    /// <summary>Of it, what is for large arrays: the file, and tables of all reservations or subnets.</summary>
    private const int LargePerByte = 5;

    /// <summary>Of the memory there is: more than a quarter is not waited for.</summary>
    private const int Share = 4;

    /// <summary>Each makes what it keeps older by one generation, and the oldest is left in peace.</summary>
    private const int Collections = 2;

    private const int MostPeriods = 60;

    private readonly Action _collect;
    private long _queries;
    private int _periods;
    private int _done;

    /// <param name="collect">Has the garbage collected, also if it was put off until now.</param>
    internal FirstCollection(Action collect) => _collect = collect;

    /// <summary>Puts it off for a start with this file; null when it is not worth it, or there is not the memory.</summary>
    public static FirstCollection? PutOff(string file)
    {
        var found = new FileInfo(file);
        long length = found.Exists ? found.Length : 0;
        long size = length * MadePerByte;
        if (length < LeastLength || size > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Share)
        {
            return null;
        }

        try
        {
            return GC.TryStartNoGCRegion(size, length * LargePerByte) ? new FirstCollection(Collect) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Looks whether it is time: nothing came for a period, or it was put off for a minute. Once each period.</summary>
    /// <param name="queries">That came since the start.</param>
    /// <returns>True when it is over.</returns>
    public bool IsOver(long queries)
    {
        bool isIdle = queries == _queries && _periods > 0;
        _queries = queries;
        if (!isIdle && ++_periods < MostPeriods)
        {
            return false;
        }

        _collect();
        return ++_done == Collections;
    }

    private static void Collect()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }

        GC.Collect();
    }
}
