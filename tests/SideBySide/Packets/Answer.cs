namespace SideBySide.Packets;

/// <summary>A server's answer taken apart, whatever its family.</summary>
internal abstract class Answer(byte[] bytes)
{
    /// <summary>The whole frame.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>Name and printable value of the fields on every layer, in the order they stand in the frame.</summary>
    public List<(string Name, string Value)> Fields { get; } = [];

    public uint TransactionId { get; protected set; }

    /// <summary>Null when there is no such field.</summary>
    public string? Field(string name)
    {
        foreach ((string found, string value) in Fields)
        {
            if (found == name)
            {
                return value;
            }
        }

        return null;
    }

    protected void Add(string name, string value) => Fields.Add((name, value));
}
