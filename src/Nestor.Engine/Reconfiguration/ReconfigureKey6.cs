using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The key that a DHCPv6 client gets with its leases, for it to know a later RECONFIGURE by (RFC 9915 section 20.4),
/// with the way back to the client. Both stand in the user-context of each of its leases; a client has one key. This
/// object holds it while one query is answered.
/// </summary>
public sealed class ReconfigureKey6
{
    private const string KeyName = "reconfigure-key";

    private readonly byte[] _key = new byte[ReconfigureAuthentication.KeyLength];
    private Element? _own;
    private bool _isNew;
    private bool _isStored;

    /// <summary>Makes the object ready for the next query.</summary>
    public void Clear()
    {
        _own = null;
        _isNew = false;
        _isStored = false;
    }

    /// <summary>True when a lease that would be reused unwritten must be written: it has not this key and way.</summary>
    public bool MustWrite(Engine6 engine, Exchange6 exchange, int slot)
    {
        if (!IsWanted(engine, exchange))
        {
            return false;
        }

        _isStored = true;
        var kept = engine.Leases.UserContext(slot);
        return !LeaseMember.Write(kept, Own(engine, exchange)).AsSpan().SequenceEqual(kept);
    }

    /// <summary>The user-context to store with a lease of the exchange's client.</summary>
    /// <param name="slot">The lease of the same address until now, or -1.</param>
    public ReadOnlySpan<byte> Context(Engine6 engine, Exchange6 exchange, int slot)
    {
        bool isClients = slot >= 0 && engine.Leases.Duid(slot).SequenceEqual(exchange.Duid);
        var kept = isClients ? engine.Leases.UserContext(slot) : default;
        if (!IsWanted(engine, exchange))
        {
            return LeaseMember.Without(kept);
        }

        _isStored = true;
        return LeaseMember.Write(kept, Own(engine, exchange));
    }

    /// <summary>
    /// Option 20 in an ADVERTISE, and in a REPLY with leases; there also option 11 with the key, unless the client
    /// renews and has it (RFC 9915 section 20.4.2).
    /// </summary>
    public void Add(Engine6 engine, Exchange6 exchange)
    {
        engine.Reconfigurer.Came(exchange);
        if (!IsWanted(engine, exchange) || (!exchange.IsOffer && !_isStored))
        {
            return;
        }

        engine.Reply.Add(OptionCode6.ReconfAccept, default(ReadOnlySpan<byte>));
        if (!exchange.IsOffer && (_isNew || exchange.MessageType is MessageType6.Solicit or MessageType6.Request))
        {
            Span<byte> body = stackalloc byte[ReconfigureAuthentication.BodyLength];
            ReconfigureAuthentication.WriteKey(body, engine.Reconfigurer.Replay.Next(engine.Now), _key);
            engine.Reply.Add(OptionCode6.Auth, body);
        }
    }

    /// <summary>Reads what a lease was stored with; false when its client has no key.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> context, Span<byte> key, out Element own)
    {
        own = LeaseMember.Read(context)!;
        return LeaseMember.TryHex(own, KeyName, key);
    }

    private static bool IsWanted(Engine6 engine, Exchange6 exchange) =>
        exchange.Settings.Reconfigure != ReconfigureMode.Off && engine.Keys is not null
        && exchange.MessageType is MessageType6.Solicit or MessageType6.Request or MessageType6.Renew or MessageType6.Rebind
        && exchange.Query.HasOption(OptionCode6.ReconfAccept) && !exchange.Duid.IsEmpty && ClientPath6.IsShort(exchange);

    private Element Own(Engine6 engine, Exchange6 exchange)
    {
        if (_own is null)
        {
            if (!TryFind(engine, exchange.Duid))
            {
                engine.Keys!(_key);
                _isNew = true;
            }

            _own = Element.Map([LeaseMember.Of(KeyName, (ReadOnlySpan<byte>)_key), .. ClientPath6.Members(exchange)]);
        }

        return _own;
    }

    private bool TryFind(Engine6 engine, ReadOnlySpan<byte> duid)
    {
        var leases = engine.Leases;
        int budget = Reconfigurer6.MaxLeasesOfClient;
        for (int slot = leases.FirstByDuid(duid); slot >= 0 && budget-- > 0; slot = leases.NextByDuid(slot))
        {
            if (!leases.Fields(slot).IsExpiredAt(engine.Now) && TryRead(leases.UserContext(slot), _key, out _))
            {
                return true;
            }
        }

        return false;
    }
}
