using System.Runtime.InteropServices;
using Nestor.Engine.Loop;

namespace Nestor.Server.Sockets;

/// <summary>Native memory for the arguments of one many-packets call; each thread that calls has its own.</summary>
internal sealed unsafe class MessageRing : IDisposable
{
    public const int Size = Batch4.MaxQueries;
    public const int ControlSize = 64;

    public readonly Linux.MessageHeader* Messages;
    public readonly Linux.IoVector* Vectors;
    public readonly Linux.LinkAddress* Links;
    public readonly Linux.InternetAddress* Addresses;
    public readonly byte* Controls;

    public MessageRing()
    {
        Messages = (Linux.MessageHeader*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.MessageHeader));
        Vectors = (Linux.IoVector*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.IoVector));
        Links = (Linux.LinkAddress*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.LinkAddress));
        Addresses = (Linux.InternetAddress*)NativeMemory.AllocZeroed(Size, (nuint)sizeof(Linux.InternetAddress));
        Controls = (byte*)NativeMemory.AllocZeroed(Size, ControlSize);
        for (int i = 0; i < Size; i++)
        {
            Messages[i].Vectors = &Vectors[i];
            Messages[i].VectorCount = 1;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(Messages);
        NativeMemory.Free(Vectors);
        NativeMemory.Free(Links);
        NativeMemory.Free(Addresses);
        NativeMemory.Free(Controls);
        GC.SuppressFinalize(this);
    }
}
