using Nestor.Engine.Loop;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Tells DHCPv6 clients by RECONFIGURE (RFC 9915 section 18.3.11) with the key of their leases.</summary>
public sealed class Reconfigurer6(Engine6 engine) : Reconfigurer<Ip6>
{
    /// <summary>Leases of one client that are looked at; more do not have their own say.</summary>
    internal const int MaxLeasesOfClient = 64;

    private Batch6? _batch;

    /// <summary>Interfaces that messages can leave by; set anew whenever sockets are opened.</summary>
    public IReadOnlyList<Link6> Links { get; set; } = [];

    /// <remarks>Leases are not found by hardware address: a client named by it alone may be known.</remarks>
    public override bool Knows(ReconfigureJob job) =>
        (job.Identifier is not { } duid || engine.Leases.FirstByDuid(duid) >= 0)
        && (job.Address6 is not { } address || engine.Leases.Find(address) >= 0);

    public override bool IsOn => engine.Settings.Reconfigure != ReconfigureMode.Off;

    protected override int SlotLimit => engine.Leases.SlotLimit;

    /// <summary>One turn of the loop, at the engine's time, into the batch at hand.</summary>
    public void Run(Batch6 batch)
    {
        if (!IsIdle)
        {
            _batch = batch;
            Turn(engine.Now, Batch.MaxQueries - batch.ImmediateCount);
            _batch = null;
        }
    }

    /// <summary>After a new configuration: the clients whose options it changed are told, in mode auto.</summary>
    internal void Tell(OptionChanges6? changes)
    {
        if (changes is not null)
        {
            Start(new ReconfigureJob { IsChanged = slot => changes.IsChanged(engine.Leases, slot) });
        }
    }

    /// <summary>A client came with a message that a RECONFIGURE asks for, or with one that stands for it.</summary>
    internal void Came(Exchange6 exchange)
    {
        if (Pending.Count == 0 || exchange.MessageType is not (MessageType6.Request or MessageType6.Renew or MessageType6.Rebind
            or MessageType6.InformationRequest))
        {
            return;
        }

        int budget = MaxLeasesOfClient;
        for (int slot = engine.Leases.FirstByDuid(exchange.Duid); slot >= 0 && budget-- > 0; slot = engine.Leases.NextByDuid(slot))
        {
            Pending.Remove(engine.Leases.Fields(slot).Address);
        }
    }

    protected override Ip6 AddressOf(int slot) => engine.Leases.Fields(slot).Address;

    protected override bool IsMeant(int slot, ReconfigureJob job)
    {
        var leases = engine.Leases;
        if (!leases.IsUsed(slot))
        {
            return false;
        }

        ref readonly var fields = ref leases.Fields(slot);
        return IsInForce(slot)
            && (job.SubnetId is not { } subnet || subnet == fields.SubnetId)
            && (job.Address6 is not { } address || address == fields.Address)
            && (job.HardwareAddress is not { } hardware || leases.HardwareAddress(slot).SequenceEqual(hardware))
            && (job.Identifier is not { } duid || leases.Duid(slot).SequenceEqual(duid))
            && ReconfigureKey6.TryRead(leases.UserContext(slot), stackalloc byte[ReconfigureAuthentication.KeyLength], out _)
            && (job.IsChanged is not { } isChanged || isChanged(slot));
    }

    protected override bool IsLaterLease(int slot, ReconfigureJob job)
    {
        int budget = MaxLeasesOfClient;
        var leases = engine.Leases;
        for (int other = leases.FirstByDuid(leases.Duid(slot)); other >= 0 && budget-- > 0; other = leases.NextByDuid(other))
        {
            if (other < slot && IsMeant(other, job))
            {
                return true;
            }
        }

        return false;
    }

    protected override bool TryTell(Ip6 address, byte message, bool isLast)
    {
        var log = engine.Loggers.Dhcp6;
        Span<byte> key = stackalloc byte[ReconfigureAuthentication.KeyLength];
        int slot = engine.Leases.Find(address);
        if (slot < 0 || !IsInForce(slot) || !ReconfigureKey6.TryRead(engine.Leases.UserContext(slot), key, out var own))
        {
            return false;
        }

        if (!ClientPath6.TryDestination(own, out string name, out var to, out bool isRelayed) || !TryLink(name, out var link))
        {
            ReconfigureLog.NoWay(log, address);
            return false;
        }

        var room = _batch!.Reserve(out var buffer, out int start);
        int length = ClientPath6.Write(
            room, own, engine.ServerDuid, engine.Leases.Duid(slot), message, Replay.Next(engine.Now), key);
        if (length == 0)
        {
            ReconfigureLog.NoWay(log, address);
            return false;
        }

        var departure = new Departure6
        {
            Interface = link.Interface,
            Socket = link.Socket,
            Destination = to,
            DestinationPort = isRelayed ? engine.RelayPort : engine.ClientPort,
            Buffer = buffer,
            Start = start,
            Length = length,
        };
        _batch.Add(in departure, needsCommit: false);
        engine.Statistics.Add(Counter6.Sent);
        ReconfigureLog.Told(log, address, to);
        if (isLast)
        {
            ReconfigureLog.LastTry(log, address);
        }

        return true;
    }

    private bool IsInForce(int slot)
    {
        ref readonly var fields = ref engine.Leases.Fields(slot);
        return fields.State == LeaseState.Default && !fields.IsExpiredAt(engine.Now);
    }

    /// <summary>A client with several leases is told once.</summary>
    protected override bool IsToldAlready(int slot)
    {
        int budget = MaxLeasesOfClient;
        var leases = engine.Leases;
        for (int other = leases.FirstByDuid(leases.Duid(slot)); other >= 0 && budget-- > 0; other = leases.NextByDuid(other))
        {
            if (other != slot && Pending.Has(leases.Fields(other).Address))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryLink(string name, out Link6 found)
    {
        foreach (var link in Links)
        {
            if (link.Interface.Name == name)
            {
                found = link;
                return true;
            }
        }

        found = default;
        return false;
    }
}
