namespace NestorConfig.Dhcpd.Scopes;

/// <summary>The times of one scope, in seconds; null where it says nothing.</summary>
internal sealed class Lifetimes
{
    public long? Default { get; set; }

    public long? Min { get; set; }

    public long? Max { get; set; }

    public long? Preferred { get; set; }

    public bool IsEmpty => Default is null && Min is null && Max is null && Preferred is null;
}
