using SideBySide.Net;

namespace SideBySide.Packets;

/// <summary>One message to a server, whatever its family.</summary>
internal abstract class Message
{
    /// <summary>What a person would call it; printed with a difference.</summary>
    public string Label { get; set; } = "";

    public Envelope Envelope { get; set; }
    public uint TransactionId { get; set; }

    /// <summary>Replaces every field when set: a mutated or random message.</summary>
    public byte[]? Verbatim { get; set; }

    public abstract byte[] ToBytes();

    /// <summary>With the layers below.</summary>
    public abstract byte[] ToFrame();

    /// <summary>Without the transaction id: what makes two queries the same exchange.</summary>
    public abstract byte[] ToDistinctBytes();

    /// <summary>The same under another transaction id.</summary>
    public abstract Message WithTransaction(uint transaction);
}
