using System.Globalization;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>
/// <c>sflq-poolN-*</c>: the pools whose free addresses or prefixes wait in a queue. Ours belong to the configuration in
/// force, and each lease that comes or goes is entered in them at once.
/// </summary>
internal sealed class QueuedPools<TAddr, TView, TFields, TSubnet>(LeaseFamily<TAddr, TView, TFields, TSubnet>? family, char figure, IHookServer server)
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    private readonly ILeases<TAddr, TView, TSubnet>? _leases = family?.Leases(server);

    /// <summary>When the pools were made, and each of them looked at since, as Unix seconds.</summary>
    private readonly long _made = server.Clock.GetUtcNow().ToUnixTimeSeconds();
    private readonly Dictionary<TAddr, long> _rebuilt = [];

    public CommandResult All(CommandCall call) => Shown(_ => true);

    public CommandResult BySubnet(CommandCall call)
    {
        if (Arguments.Of(call, "'subnet-id' parameter not specified", out var refusal) is not { } arguments)
        {
            return refusal!;
        }

        uint id = arguments.Number("subnet-id");
        return arguments.Problem is { } problem ? CommandResult.Error(problem) : Shown(p => p.SubnetId == id);
    }

    public CommandResult ByRange(CommandCall call) =>
        TryRange(call, out var range, out var refusal) ? Shown(p => p.Range.Overlaps(range)) : refusal!;

    /// <summary>Holds every lease against the pool, a few a turn.</summary>
    public CommandResult Rebuild(CommandCall call)
    {
        if (!TryRange(call, out var range, out var refusal))
        {
            return refusal!;
        }

        return Find(range) is null ? NotFound(range) : Recheck(range, "SFLQ pool rebuilt.", 0);
    }

    /// <summary>The pool is the configuration's and stays in use: what was known of it is made anew.</summary>
    public CommandResult Delete(CommandCall call)
    {
        if (!TryRange(call, out var range, out var refusal))
        {
            return refusal!;
        }

        bool isForced = call.Arguments!["force"]?.Boolean ?? false;
        if (call.Arguments["force"] is { Kind: not ElementKind.Boolean })
        {
            return CommandResult.Error("invalid type specified for parameter 'force'");
        }

        if (Find(range) is null)
        {
            return NotFound(range);
        }

        int others = Pools.Count(p => p.Range.Overlaps(range)) - 1;
        return !isForced && others > 0
            ? CommandResult.Error($"Delete would affect {others} overlapping pools")
            : Recheck(range, "SFLQ pool deleted", 0);
    }

    private IReadOnlyList<QueuedPool<TAddr>> Pools => _leases?.QueuedPools() ?? [];

    private QueuedPool<TAddr>? Find(AddressRange<TAddr> range)
    {
        foreach (var pool in Pools)
        {
            if (pool.Range.Equals(range))
            {
                return pool;
            }
        }

        return null;
    }

    private static CommandResult NotFound(AddressRange<TAddr> range) =>
        CommandResult.Empty($"SFLQ pool not found: none is from {range.First} to {range.Last}");

    private CommandResult Recheck(AddressRange<TAddr> range, string done, int next)
    {
        var slice = new Slice(server.Clock);
        do
        {
            for (int i = 0; i < Slice.Few; i++)
            {
                if (next >= _leases!.NumberLimit)
                {
                    _rebuilt[range.First] = server.Now;
                    return CommandResult.Success(done);
                }

                if (_leases.TryAddress(next, out var address) && range.Contains(address))
                {
                    _leases.Recheck(next);
                }

                next++;
            }
        }
        while (!slice.IsOver);
        return CommandResult.Later(() => Recheck(range, done, next));
    }

    private bool TryRange(CommandCall call, out AddressRange<TAddr> range, out CommandResult? refusal)
    {
        range = default;
        if (Arguments.Of(call, "'start-address' parameter not specified", out refusal) is not { } arguments)
        {
            return false;
        }

        var first = Address(arguments, "start-address");
        var last = Address(arguments, "end-address");
        if (first.CompareTo(last) > 0)
        {
            arguments.Refuse($"'start-address' {first} is behind 'end-address' {last}");
        }

        range = new(first, last);
        refusal = arguments.Problem is { } problem ? CommandResult.Error(problem) : null;
        return refusal is null;
    }

    private TAddr Address(Arguments arguments, string name)
    {
        string text = arguments.Text(name);
        if (arguments.Problem is null && !TAddr.TryParse(text, out var address))
        {
            arguments.Refuse($"'{name}' parameter value {text} is not an IPv{figure} address");
            return address;
        }

        return TAddr.TryParse(text, out var parsed) ? parsed : default;
    }

    private CommandResult Shown(Predicate<QueuedPool<TAddr>> isWanted)
    {
        Element[] shown = [.. Pools.Where(p => isWanted(p)).OrderBy(p => p.Range.First).Select(Show)];
        var arguments = Element.Map([new("pools", Element.List(shown), SourcePlace.None)]);
        string text = $"{shown.Length} pool(s) found.";
        return shown.Length > 0 ? CommandResult.Success(text, arguments) : CommandResult.Empty(text, arguments);
    }

    private Element Show(QueuedPool<TAddr> pool)
    {
        const int LengthOfNone = 128;
        return Element.Map(
        [
            Of("created-ts", Time(_made)),
            new("delegated-len", Element.Of(pool.IsPrefixes ? pool.Length : LengthOfNone), SourcePlace.None),
            Of("end-address", pool.Range.Last.ToString()!),
            new("free-leases", Element.OfLarge(pool.Free), SourcePlace.None),
            Of("lease-type", figure == '4' ? "V4" : pool.IsPrefixes ? "IA_PD" : "IA_NA"),
            Of("modified-ts", Time(_rebuilt.GetValueOrDefault(pool.Range.First, _made))),
            Of("start-address", pool.Range.First.ToString()!),
            new("subnet-id", Element.Of(pool.SubnetId), SourcePlace.None),
        ]);
    }

    private static Member Of(string name, string value) => new(name, Element.Of(value), SourcePlace.None);

    private static string Time(long seconds) => string.Create(
        CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime:yyyy-MM-dd HH:mm:ss}.000000");
}
