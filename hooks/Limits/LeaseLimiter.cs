using Nestor.Model.Classes;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace StandardLibraries.Limits;

/// <summary>Counts the leases of the classes that have a limit, and says whether there may be one more.</summary>
internal sealed class LeaseLimiter
{
    private readonly LimitTable _table;
    private readonly Logger _log;
    private readonly LeaseClasses _classes = new();
    private readonly long[] _addresses;
    private readonly long[] _prefixes;

    // Classes of the lease there is now; true while one is looked at.
    private readonly bool[] _isIn;
    private readonly LeaseClasses.ClassHeard _mark;
    private readonly LeaseClasses.ClassHeard _count;
    private long[] _counted;
    private int _step;

    public LeaseLimiter(LimitTable table, Logger log)
    {
        _table = table;
        _log = log;
        _addresses = _counted = new long[table.ClassCount];
        _prefixes = new long[table.ClassCount];
        _isIn = new bool[table.ClassCount];
        _mark = id => _isIn[id] = true;
        _count = id => _counted[id] += _step;
    }

    /// <summary>Leases of a class that has a limit.</summary>
    public long Count(int classId, bool isPrefix) => (isPrefix ? _prefixes : _addresses)[classId];

    /// <summary>A lease comes or goes.</summary>
    /// <param name="step">1 or -1.</param>
    public void Add(LeaseState state, bool isPrefix, ReadOnlySpan<byte> context, int step)
    {
        if (state == LeaseState.Default && !context.IsEmpty)
        {
            _counted = isPrefix ? _prefixes : _addresses;
            _step = step;
            _classes.Read(context, _table.Names, _count);
        }
    }

    /// <summary>True while the client's classes and the subnet may have the lease beside those there are.</summary>
    /// <param name="isThere">There is a lease of the address now that counts; it is gone then.</param>
    /// <param name="context">Of the lease there is.</param>
    /// <param name="assigned">Of the subnet, with the lease there is; read only when that has a limit.</param>
    /// <param name="isOfSubnet">The lease there is counts for the subnet.</param>
    public bool MayHave(ClassSet classes, bool isPrefix, uint subnetId, bool isThere, ReadOnlySpan<byte> context, long assigned, bool isOfSubnet)
    {
        bool isMarked = false;
        for (int i = 0; i < classes.Count; i++)
        {
            int id = classes[i];
            if (LimitOf(_table.OfClass(id), isPrefix) is not { } limit)
            {
                continue;
            }

            if (!isMarked && isThere)
            {
                Array.Clear(_isIn);
                _classes.Read(context, _table.Names, _mark);
                isMarked = true;
            }

            if (Count(id, isPrefix) - (isMarked && _isIn[id] ? 1 : 0) >= limit)
            {
                _log.Write(LimitsLog.LeaseExceeded, $"no lease: {_table.OfClass(id)!.Name} may have {limit}");
                return false;
            }
        }

        if (LimitOf(_table.OfSubnet(subnetId), isPrefix) is { } most && assigned - (isOfSubnet ? 1 : 0) >= most)
        {
            _log.Write(LimitsLog.LeaseExceeded, $"no lease: {_table.OfSubnet(subnetId)!.Name} may have {most}");
            return false;
        }

        _log.Write(LimitsLog.LeaseWithin, $"a lease is within the limits of {classes.Count} classes and of subnet {subnetId}");
        return true;
    }

    /// <summary>A lease's user-context with the classes of its client.</summary>
    public ReadOnlySpan<byte> Context(ReadOnlySpan<byte> context, ClassSet classes) => _classes.Write(context, classes, _table.Names);

    private static uint? LimitOf(Limit? limit, bool isPrefix) => isPrefix ? limit?.Prefixes : limit?.Addresses;
}
