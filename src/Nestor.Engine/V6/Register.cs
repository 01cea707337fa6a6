using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>
/// ADDR-REG-INFORM: a client tells of an address it made itself (RFC 9686 section 4.2). What breaks a rule gets no
/// answer. [addr6_register]
/// </summary>
internal static class Register
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        if (!exchange.Settings.AllowsAddressRegistration)
        {
            return engine.Drop(exchange, Log.DropRegistration, Counter6.AdminFiltered);
        }

        if (!TryAddress(exchange, out var body, out var address) || exchange.SelectedSubnet is not { } selected
            || InSubnet(exchange, selected, address) is not { } subnet || IsTaken(engine, exchange, subnet, address))
        {
            return engine.Drop(exchange, Log.RegistrationRefused, Counter6.RfcViolation);
        }

        ClientLeases6.MoveTo(exchange, subnet);
        if (!Write(engine, exchange, subnet, body, address))
        {
            return Verdict.Drop;
        }

        exchange.ReplyType = MessageType6.AddrRegReply;
        engine.Reply.Add(OptionCode6.IaAddr, body);
        return Verdict.Continue;
    }

    /// <summary>One address option, outside of any IA, that is where the message comes from.</summary>
    private static bool TryAddress(Exchange6 exchange, out ReadOnlySpan<byte> body, out Ip6 address)
    {
        address = default;
        var options = exchange.Query.Options;
        if (!options.TryNext(OptionCode6.IaAddr, out body) || options.TryNext(OptionCode6.IaAddr, out _)
            || exchange.Query.HasOption(OptionCode6.IaNa) || exchange.Query.HasOption(OptionCode6.IaPd)
            || !IaAddress6.TryRead(body, out var option))
        {
            return false;
        }

        var chain = exchange.Chain;
        address = option.Address;
        return address == (chain.IsRelayed ? chain[chain.Count - 1].PeerAddress : exchange.Arrival.Source);
    }

    private static Subnet6? InSubnet(Exchange6 exchange, Subnet6 selected, Ip6 address)
    {
        foreach (var subnet in Siblings.Of(selected, exchange.Classes))
        {
            if (subnet.Contains(address))
            {
                return subnet;
            }
        }

        return null;
    }

    /// <summary>A lease has the address, though it be over (Kea keeps the two apart), or it is kept for somebody.</summary>
    private static bool IsTaken(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Ip6 address)
    {
        int slot = engine.Leases.Find(address);
        if (slot >= 0 && engine.Leases.Fields(slot).State != LeaseState.Registered)
        {
            return true;
        }

        var hosts = exchange.Settings.Hosts;
        return !hosts.AtAddress(subnet.Id, address).IsEmpty || !hosts.AtAddress(0, address).IsEmpty;
    }

    /// <summary>False when a library wants the query to end.</summary>
    private static bool Write(Engine6 engine, Exchange6 exchange, Subnet6 subnet, ReadOnlySpan<byte> body, Ip6 address)
    {
        IaAddress6.TryRead(body, out var option);
        int slot = engine.Leases.Find(address);
        bool isNew = slot < 0 || engine.Leases.Fields(slot).State != LeaseState.Registered;
        if (!isNew && !engine.Leases.Duid(slot).SequenceEqual(exchange.Duid))
        {
            Log.RegisteredByOther(engine.Loggers.Leases, exchange, address);
        }

        var lease = new Lease6View
        {
            Fields = new Lease6Fields
            {
                Address = address,
                PrefixLength = 128,
                Type = LeaseType.Na,
                SubnetId = subnet.Id,
                PoolId = engine.Pools.PoolOf(subnet, LeaseType.Na, new Prefix6(address, 128))?.Pool.Id ?? 0,
                Cltt = engine.Now,
                ValidLifetime = option.Valid.Seconds,
                PreferredLifetime = option.Preferred.Seconds,
                HardwareType = exchange.HardwareType,
                HardwareSource = exchange.HardwareSource,
                State = LeaseState.Registered,
                IsFqdnForward = exchange.Name.IsForward,
                IsFqdnReverse = exchange.Name.IsReverse,
            },
            Duid = exchange.Duid,
            HardwareAddress = exchange.HardwareAddress,
            Hostname = exchange.Name.Text,
        };
        var next = engine.Hooks.Addr6Register.IsUsed ? LeaseHooks6.Register(engine, exchange, slot, in lease) : NextStep.Continue;
        if (next != NextStep.Continue)
        {
            return next == NextStep.Skip;
        }

        LeaseAccount6.Put(engine, in lease);
        if (isNew)
        {
            engine.Statistics.Add(Counter6.CumulativeRegisteredNas);
            engine.Statistics.Add(subnet, null, SubnetCounter6.CumulativeRegisteredNas);
        }

        exchange.NeedsCommit = true;
        return true;
    }
}
