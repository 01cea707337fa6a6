using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace StandardLibraries.Limits;

/// <summary>
/// libdhcp_limits: classes and subnets may have so many leases at one time, and are answered so many times in a span of time,
/// as <c>limits</c> in their user-context says.
/// </summary>
public sealed class Library : IHookLibrary
{
    private LimitTable _table = null!;
    private RateLimiter _rates = null!;
    private LeaseLimiter _leases = null!;
    private Logger _log = Logger.Silent;
    private ILeases4? _leases4;
    private ILeases6? _leases6;
    private IDisposable? _watch;

    public void Load(LibrarySetup setup)
    {
        new ParameterReader(setup).RefuseOthers();
        _log = setup.Log(LimitsLog.Logger);
        _table = LimitTable.Read(setup);
        _rates = new RateLimiter(_table, _log);
        _leases = new LeaseLimiter(_table, _log);
        if (setup.Points4 is { } four)
        {
            four.Lease4Select.Add(setup, Give);
            four.Lease4Renew.Add(setup, Give);
            if (_table.HasClassRates)
            {
                four.Pkt4Receive.Add(setup, call => _rates.Receive(call, call.Exchange.Classes));
            }

            if (_table.HasSubnetRates)
            {
                four.Subnet4Select.Add(setup, call => _rates.Select(call, call.Subnet?.Id ?? 0));
            }
        }

        if (setup.Points6 is { } six)
        {
            six.Lease6Select.Add(setup, Give);
            six.Lease6Renew.Add(setup, Give);
            six.Lease6Rebind.Add(setup, Give);
            if (_table.HasClassRates)
            {
                six.Pkt6Receive.Add(setup, call => _rates.Receive(call, call.Exchange.Classes));
            }

            if (_table.HasSubnetRates)
            {
                six.Subnet6Select.Add(setup, call => _rates.Select(call, call.Subnet?.Id ?? 0));
            }
        }
    }

    public void Start(IHookServer server)
    {
        _leases4 = server.Leases4;
        _leases6 = server.Leases6;
        _table.Start(server.Clock);
        _rates.Start(server.Clock);
        _table.Tell(_log);
        if (!_table.CountsClasses)
        {
            return;
        }

        if (_leases4 is { } four)
        {
            Count(four);
            _watch = four.WatchChanges(Changed);
        }
        else if (_leases6 is { } six)
        {
            Count(six);
            _watch = six.WatchChanges(Changed);
        }
    }

    public void Dispose() => _watch?.Dispose();

    /// <summary>Those there are remember the classes of their clients.</summary>
    private void Count(ILeases4 leases)
    {
        for (int number = 0; number < leases.NumberLimit; number++)
        {
            if (leases.TryGet(number, out var lease))
            {
                _leases.Add(lease.Fields.State, false, lease.UserContext, 1);
            }
        }
    }

    private void Count(ILeases6 leases)
    {
        for (int number = 0; number < leases.NumberLimit; number++)
        {
            if (leases.TryGet(number, out var lease))
            {
                _leases.Add(lease.Fields.State, lease.Fields.Type == LeaseType.Pd, lease.UserContext, 1);
            }
        }
    }

    private void Changed(bool hasBefore, in Lease4View before, bool hasAfter, in Lease4View after)
    {
        if (hasBefore)
        {
            _leases.Add(before.Fields.State, false, before.UserContext, -1);
        }

        if (hasAfter)
        {
            _leases.Add(after.Fields.State, false, after.UserContext, 1);
        }
    }

    private void Changed(bool hasBefore, in Lease6View before, bool hasAfter, in Lease6View after)
    {
        if (hasBefore)
        {
            _leases.Add(before.Fields.State, before.Fields.Type == LeaseType.Pd, before.UserContext, -1);
        }

        if (hasAfter)
        {
            _leases.Add(after.Fields.State, after.Fields.Type == LeaseType.Pd, after.UserContext, 1);
        }
    }

    private void Give(LeaseSelectCall4 call)
    {
        var classes = call.Exchange.Classes;
        ref readonly var fields = ref call.Lease.Fields;
        bool isThere = _leases4!.TryFind(fields.Address, out var now);
        long assigned = _table.OfSubnet(fields.SubnetId) is { Addresses: not null } ? _leases4.Counts(call.Subnet).Assigned : 0;
        if (_leases.MayHave(
            classes, false, fields.SubnetId, isThere && now.Fields.State == LeaseState.Default, isThere ? now.UserContext : default, assigned,
            isThere && now.Fields.SubnetId == fields.SubnetId && now.Fields.State is LeaseState.Default or LeaseState.Declined))
        {
            call.Lease.SetUserContext(_leases.Context(call.Lease.Strings.UserContext, classes));
        }
        else
        {
            call.Next = NextStep.Skip;
        }
    }

    private void Give(LeaseCall6 call)
    {
        var classes = call.Exchange.Classes;
        ref readonly var fields = ref call.Lease.Fields;
        bool isPrefix = fields.Type == LeaseType.Pd;
        bool isThere = _leases6!.TryFind(fields.Address, out var now) && now.Fields.Type == fields.Type;
        long assigned = 0;
        if (_table.OfSubnet(fields.SubnetId) is not null && _leases6.Subnet(fields.SubnetId) is { } subnet)
        {
            var counts = _leases6.Counts(subnet);
            assigned = isPrefix ? counts.AssignedPrefixes : counts.Assigned;
        }

        if (_leases.MayHave(
            classes, isPrefix, fields.SubnetId, isThere && now.Fields.State == LeaseState.Default, isThere ? now.UserContext : default, assigned,
            isThere && now.Fields.SubnetId == fields.SubnetId && now.Fields.State is LeaseState.Default or LeaseState.Declined))
        {
            call.Lease.SetUserContext(_leases.Context(call.Lease.Strings.UserContext, classes));
        }
        else
        {
            call.Next = NextStep.Skip;
        }
    }
}
