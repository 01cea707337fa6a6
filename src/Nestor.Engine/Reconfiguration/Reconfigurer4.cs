using Nestor.Engine.Loop;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Authentication;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Tells DHCPv4 clients by FORCERENEW (RFC 3203) with the nonce of their lease (RFC 6704).</summary>
public sealed class Reconfigurer4(Engine4 engine) : Reconfigurer<Ip4>
{
    private Batch4? _batch;

    /// <summary>Interfaces that messages can leave by; set anew whenever sockets are opened.</summary>
    public IReadOnlyList<Link4> Links { get; set; } = [];

    public override bool Knows(ReconfigureJob job) =>
        (job.HardwareAddress is not { } hardware || engine.Leases.FirstByHardwareAddress(hardware) >= 0)
        && (job.Address4 is not { } address || engine.Leases.Find(address) >= 0)
        && (job.Identifier is not { } id || engine.Leases.FirstByClientId(id) >= 0);

    public override bool IsOn => engine.Settings.Reconfigure != ReconfigureMode.Off;

    protected override int SlotLimit => engine.Leases.SlotLimit;

    /// <summary>One turn of the loop, at the engine's time, into the batch at hand.</summary>
    public void Run(Batch4 batch)
    {
        if (!IsIdle)
        {
            _batch = batch;
            Turn(engine.Now, Batch.MaxQueries - batch.ImmediateCount);
            _batch = null;
        }
    }

    /// <summary>After a new configuration: the clients whose options it changed are told, in mode auto.</summary>
    internal void Tell(OptionChanges4? changes)
    {
        if (changes is not null)
        {
            Start(new ReconfigureJob { IsChanged = slot => changes.IsChanged(engine.Leases, slot) });
        }
    }

    protected override Ip4 AddressOf(int slot) => engine.Leases.Fields(slot).Address;

    protected override bool IsMeant(int slot, ReconfigureJob job)
    {
        var leases = engine.Leases;
        if (!leases.IsUsed(slot))
        {
            return false;
        }

        ref readonly var fields = ref leases.Fields(slot);
        return fields.State == LeaseState.Default && !fields.IsExpiredAt(engine.Now)
            && (job.SubnetId is not { } subnet || subnet == fields.SubnetId)
            && (job.Address4 is not { } address || address == fields.Address)
            && (job.HardwareAddress is not { } hardware || leases.HardwareAddress(slot).SequenceEqual(hardware))
            && (job.Identifier is not { } id || leases.ClientId(slot).SequenceEqual(id))
            && ForceRenewNonce.TryRead(leases.UserContext(slot), stackalloc byte[ReconfigureAuthentication.KeyLength], out _)
            && (job.IsChanged is not { } isChanged || isChanged(slot));
    }

    protected override bool TryTell(Ip4 address, byte message, bool isLast)
    {
        var log = engine.Loggers.Dhcp4;
        Span<byte> nonce = stackalloc byte[ReconfigureAuthentication.KeyLength];
        int slot = engine.Leases.Find(address);
        if (slot < 0 || engine.Leases.Fields(slot).State != LeaseState.Default || engine.Leases.Fields(slot).IsExpiredAt(engine.Now)
            || !ForceRenewNonce.TryRead(engine.Leases.UserContext(slot), nonce, out uint transaction))
        {
            return false;
        }

        var subnet = engine.Subnets.ById(engine.Leases.Fields(slot).SubnetId);
        if (!TryLink(subnet, out var link, out bool isDirect))
        {
            ReconfigureLog.NoWay(log, address);
            return false;
        }

        var room = _batch!.Reserve(out var buffer, out int start);
        int length = ForceRenewMessage.Write(
            room, engine.Leases.HardwareAddress(slot), transaction, ServerIdentifier(subnet, link.Interface.Address),
            Replay.Next(engine.Now), nonce);
        var departure = new Departure4
        {
            Interface = link.Interface,
            Socket = link.Socket,
            Source = link.Interface.Address,
            Destination = address,
            DestinationPort = engine.ClientPort,
            DestinationMac = isDirect ? Mac(engine.Leases.HardwareAddress(slot)) : 0,
            Buffer = buffer,
            Start = start,
            Length = length,
        };
        _batch.Add(in departure, needsCommit: false);
        engine.Statistics.Add(Counter4.Sent);
        ReconfigureLog.Told(log, address, address);
        if (isLast)
        {
            ReconfigureLog.LastTry(log, address);
        }

        return true;
    }

    /// <summary>The interface of the client's subnet; without one any, for the client is behind a router.</summary>
    private bool TryLink(Subnet4? subnet, out Link4 found, out bool isDirect)
    {
        isDirect = true;
        string? name = subnet?.Interface ?? subnet?.Network?.Interface;
        foreach (var link in Links)
        {
            if (subnet is not null && (link.Interface.Name == name || subnet.Contains(link.Interface.Address)))
            {
                found = link;
                return true;
            }
        }

        // A raw socket has no routing, and the frame of a router is not known here.
        isDirect = false;
        bool isRouted = Links.Count > 0 && !engine.Settings.Interfaces.IsRaw;
        found = isRouted ? Links[0] : default;
        return isRouted;
    }

    private Ip4 ServerIdentifier(Subnet4? subnet, Ip4 own)
    {
        const byte Code = Wire.Dhcp4.OptionCode4.ServerIdentifier;
        var option = subnet?.Options.Find(Code) ?? subnet?.Network?.Options.Find(Code) ?? engine.Settings.Options.Find(Code);
        return option is { Body.Length: 4 } ? Ip4.Read(option.Body) : own;
    }

    private static ulong Mac(ReadOnlySpan<byte> address)
    {
        ulong value = 0;
        foreach (byte part in address.Length == 6 ? address : default)
        {
            value = (value << 8) | part;
        }

        return value;
    }
}
