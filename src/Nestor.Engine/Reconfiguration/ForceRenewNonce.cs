using Nestor.Engine.ReplyOptions;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The nonce that a DHCPv4 client gets with its lease, for it to know a later FORCERENEW by (RFC 6704). It stands in
/// the lease's user-context, with the transaction it was last confirmed in: some clients look at that too.
/// </summary>
internal static class ForceRenewNonce
{
    private const string NonceName = "forcerenew-nonce";
    private const string TransactionName = "xid";

    /// <summary>Reads what a lease was stored with; false when its client has no nonce.</summary>
    public static bool TryRead(ReadOnlySpan<byte> context, Span<byte> nonce, out uint transaction)
    {
        var own = LeaseMember.Read(context);
        transaction = own?[TransactionName] is { Kind: ElementKind.Integer } xid ? (uint)xid.Integer : 0;
        return LeaseMember.TryHex(own, NonceName, nonce);
    }

    /// <summary>True when a lease that would be reused unwritten must be written: its client has no nonce yet.</summary>
    public static bool MustWrite(Exchange4 exchange, Engine4 engine, int slot) =>
        IsWanted(exchange, engine) && !(IsRenewal(exchange) && IsStored(engine.Leases.UserContext(slot)));

    /// <summary>
    /// The user-context to store with the exchange's lease. A client that renews keeps its nonce, which is not sent
    /// again (RFC 6704 section 3.3); every other one gets a new one.
    /// </summary>
    /// <param name="own">The client's lease on the address until now, or -1.</param>
    public static ReadOnlySpan<byte> Context(Exchange4 exchange, Engine4 engine, int own)
    {
        var kept = own >= 0 ? engine.Leases.UserContext(own) : default;
        if (!IsWanted(exchange, engine))
        {
            return LeaseMember.Without(kept);
        }

        if (exchange.MessageType == MessageType4.Discover && !exchange.IsRapidCommit)
        {
            return kept;
        }

        Span<byte> nonce = stackalloc byte[ReconfigureAuthentication.KeyLength];
        if (!IsRenewal(exchange) || !TryRead(kept, nonce, out _))
        {
            engine.Keys!(nonce);
            exchange.TellsNonce = true;
        }

        return LeaseMember.Write(kept, Element.Map(
            [LeaseMember.Of(NonceName, nonce), LeaseMember.Of(TransactionName, Element.Of(exchange.Query.Xid))]));
    }

    /// <summary>The options of the reply: 145 in an OFFER, 90 in the ACK that tells the nonce.</summary>
    public static void Add(Engine4 engine, Exchange4 exchange)
    {
        if (!IsWanted(exchange, engine))
        {
            return;
        }

        if (exchange.ReplyType == MessageType4.Offer)
        {
            engine.Reply.Set(OptionCode4.ForceRenewNonceCapable, ReconfigureAuthentication.HmacMd5);
        }
        else if (exchange.TellsNonce && engine.Leases.Find(exchange.Yiaddr) is >= 0 and int slot)
        {
            Span<byte> body = stackalloc byte[ReconfigureAuthentication.BodyLength];
            Span<byte> nonce = stackalloc byte[ReconfigureAuthentication.KeyLength];
            if (TryRead(engine.Leases.UserContext(slot), nonce, out _))
            {
                ReconfigureAuthentication.WriteKey(body, engine.Reconfigurer.Replay.Next(engine.Now), nonce);
                engine.Reply.Set(OptionCode4.Authentication, body);
            }
        }
    }

    /// <summary>The server gives nonces, and the client can use one of our algorithm (RFC 6704 section 3.1.1).</summary>
    private static bool IsWanted(Exchange4 exchange, Engine4 engine) =>
        exchange.Settings.Reconfigure != ReconfigureMode.Off && engine.Keys is not null
        && exchange.Query.TryOption(OptionCode4.ForceRenewNonceCapable, out var algorithms)
        && algorithms.Contains(ReconfigureAuthentication.HmacMd5);

    private static bool IsStored(ReadOnlySpan<byte> context) =>
        TryRead(context, stackalloc byte[ReconfigureAuthentication.KeyLength], out _);

    /// <summary>A client that has its address names it in the header (RFC 2131 table 5).</summary>
    private static bool IsRenewal(Exchange4 exchange) => !exchange.Query.Ciaddr.IsZero;
}
